import Autograd
import Basics
import Tensor

/// Vectors of many scalars as points in the plane, so that they can be seen.
///
/// ```swift
/// let store = siamese.embed(unseen)
/// let map = try PlaneMap.tsne(store.values)
/// map.points[0]  // where image 0 is, as (x, y)
/// print(map)  // t-SNE (perplexity 30): divergence 0.71
/// ```
public struct PlaneMap: Sendable {
  /// Where each row is, in its order; of no unit.
  public let points: [(x: Float, y: Float)]
  /// How the map was made, and how faithful it is.
  public let description: String

  /// The first two principal components: the directions in which the rows vary most.
  ///
  /// Of both signs of a component it takes the one whose largest weight is positive.
  ///
  /// - Parameter rows: `[n] + row`, at least one.
  /// - Throws: `LinearAlgebraError` if a scalar is infinite or NaN.
  public static func principalComponents(_ rows: Tensor) throws(LinearAlgebraError) -> PlaneMap {
    let rows = rows.detached.flattened()
    require(rows.shape[0] > 0, "PlaneMap: there are no rows")
    let (points, explained) = try components(of: rows)
    return PlaneMap(
      points: points, description: "principal components: \(percent(explained)) of the variance")
  }

  /// The points, and which part of the variance they have.
  static func components(
    of rows: Tensor
  ) throws(LinearAlgebraError) -> (points: [(x: Float, y: Float)], explained: Double) {
    let count = rows.shape[0]
    let centered = rows - rows.mean(axes: [0], keepingDimensions: true)
    let parts = try centered.singularValueDecomposition()
    let values = parts.s.scalars
    var columns: [[Float]] = []
    for component in 0..<min(2, values.count) {
      let weights = parts.vTransposed[component].scalars
      let largest = weights.max { $0.magnitude < $1.magnitude } ?? 1
      let scale = largest < 0 ? -values[component] : values[component]
      columns.append(parts.u.slice(component..<component + 1, axis: 1).scalars.map { $0 * scale })
    }
    while columns.count < 2 { columns.append(Array(repeating: 0, count: count)) }
    let squares = values.map { Double($0) * Double($0) }
    let total = squares.reduce(0, +)
    return (
      zip(columns[0], columns[1]).map { ($0, $1) },
      total > 0 ? squares.prefix(2).reduce(0, +) / total : 1
    )
  }
}

extension PlaneMap: CustomStringConvertible {}
