import Foundation
import Kernels
import OneShot
import TestSupport
import Testing

/// Fixtures are scikit-learn's exact t-SNE of handwritten digits.
@Suite struct PlaneMapTSNETests {
  private let digits = Fixture("EmbeddingMaps/digits")
  private var count: Int { digits["x"].shape[0] }
  private var squares: [Float] { Tensor.pairwiseSquaredL2(digits["x"], digits["x"]).scalars }

  @Test func affinitiesAreThoseOfScikitLearn() {
    var p = [Float](repeating: 0, count: count * count)
    neighborProbabilities(
      squares, count: count, perplexity: Double(digits.number("perplexity")), into: &p)
    for (found, wanted) in zip(p, digits["affinities"].scalars) {
      #expect(abs(found - wanted) < 2e-4 * wanted + 1e-8)
    }
  }

  @Test func gradientAndDivergenceAreThoseOfScikitLearn() {
    let gradient = NeighborGradient(
      squares: squares, count: count, perplexity: Double(digits.number("perplexity")))
    let places = digits["places"].scalars
    let x = stride(from: 0, to: places.count, by: 2).map { places[$0] }
    let y = stride(from: 1, to: places.count, by: 2).map { places[$0] }
    var (dx, dy) = (x, y)
    gradient(x: x, y: y, &dx, &dy)
    let wanted = digits["gradient"].scalars
    for point in 0..<count {
      #expect(abs(dx[point] - wanted[2 * point]) < 1e-5)
      #expect(abs(dy[point] - wanted[2 * point + 1]) < 1e-5)
    }
    let divergence = gradient.divergence(x: x, y: y)
    #expect(abs(divergence - Double(digits.number("divergence"))) < 1e-4)
  }

  /// The descent is another one, so the map is too: it has to be as faithful.
  @Test func theMapIsAsFaithfulAsScikitLearns() throws {
    let perplexity = Double(digits.number("perplexity"))
    let map = try PlaneMap.tsne(digits["x"], perplexity: perplexity)
    let gradient = NeighborGradient(squares: squares, count: count, perplexity: perplexity)
    let divergence = gradient.divergence(x: map.points.map(\.x), y: map.points.map(\.y))
    #expect(divergence < 1.03 * Double(digits.number("finalDivergence")))
    let neighbors = digits.integer("neighbors")
    let theirs = digits["tsne"].scalars
    let known = trustworthiness(
      (0..<count).map { (theirs[2 * $0], theirs[2 * $0 + 1]) }, neighbors)
    #expect(abs(known - Double(digits.number("trustworthiness"))) < 1e-4)
    let found = trustworthiness(map.points.map { ($0.x, $0.y) }, neighbors)
    #expect(found > known - 0.005)
    #expect(map.description.hasPrefix("t-SNE (perplexity 15): divergence 0."))
    // Digits of one kind lie together: nine of ten nearest neighbors in the map are of one.
    let labels = digits["labels"].scalars
    let right = (0..<count).count { i in
      let near = (0..<count).filter { $0 != i }.min { distance(map, i, $0) < distance(map, i, $1) }!
      return labels[near] == labels[i]
    }
    #expect(Double(right) > 0.85 * Double(count))
  }

  @Test func theSameRowsHaveTheSameMapWhateverTheThreads() throws {
    let threads = ThreadPool.threadCount
    defer { ThreadPool.threadCount = threads }
    let maps = try [1, 3].map { count in
      ThreadPool.threadCount = count
      return try PlaneMap.tsne(digits["x"], iterations: 60).points.map { [$0.x, $0.y] }
    }
    #expect(maps[0] == maps[1])
  }

  private func distance(_ map: PlaneMap, _ i: Int, _ j: Int) -> Float {
    let (a, b) = (map.points[i], map.points[j])
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
  }

  /// Venna and Kaski, 2001: how few of a point's neighbors in a map are strangers.
  private func trustworthiness(_ points: [(Float, Float)], _ k: Int) -> Double {
    let (n, squares) = (points.count, squares)
    var penalty = 0
    for i in 0..<n {
      let others = (0..<n).filter { $0 != i }
      let byRow = others.sorted { squares[i * n + $0] < squares[i * n + $1] }
      let rank = Dictionary(uniqueKeysWithValues: byRow.enumerated().map { ($1, $0 + 1) })
      func distance(_ j: Int) -> Float {
        let (x, y) = (points[i].0 - points[j].0, points[i].1 - points[j].1)
        return x * x + y * y
      }
      let near = others.sorted { distance($0) < distance($1) }.prefix(k)
      penalty += near.reduce(0) { $0 + max(0, rank[$1]! - k) }
    }
    return 1 - 2 * Double(penalty) / Double(n * k * (2 * n - 3 * k - 1))
  }
}
