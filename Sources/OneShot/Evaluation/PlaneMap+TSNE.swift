import Autograd
import Basics
import Kernels
import Tensor

extension PlaneMap {
  /// A map by exact t-SNE, which keeps near rows near and lets far ones be anywhere: distances between
  /// groups of points, and how large these are, mean nothing.
  ///
  /// It takes time in proportion to the square of the number of rows, and memory of 12 bytes for each pair.
  /// It begins with the principal components, and so depends on no chance.
  ///
  /// Van der Maaten and Hinton, "Visualizing data using t-SNE", JMLR 9, 2008, algorithm 1. The learning
  /// rate is that of Belkina et al., "Automated optimized parameters for t-SNE improve visualization and
  /// analysis of large datasets", Nature Communications 10, 2019.
  ///
  /// - Parameters:
  ///   - rows: `[n] + row`, at least one.
  ///   - perplexity: About how many neighbors of a row matter; default 30, and at most a third of the others.
  ///   - iterations: Steps of the descent; default 1000.
  /// - Throws: `LinearAlgebraError` if a scalar is infinite or NaN.
  public static func tsne(
    _ rows: Tensor, perplexity: Double = 30, iterations: Int = 1000
  ) throws(LinearAlgebraError) -> PlaneMap {
    let rows = rows.detached.flattened()
    require(rows.shape[0] > 0, "PlaneMap: there are no rows")
    require(
      perplexity > 0 && iterations > 0,
      "PlaneMap: expected a perplexity and iterations above 0, got \(perplexity) and \(iterations)")
    let start = try components(of: rows).points
    let count = rows.shape[0]
    guard count > 3 else {
      return PlaneMap(points: start, description: "too few rows for t-SNE: principal components")
    }
    var descent = NeighborDescent(
      rows, perplexity: min(perplexity, Double(count - 1) / 3), from: start)
    descent.run(iterations)
    return PlaneMap(
      points: descent.points,
      description: "t-SNE (perplexity \(decimal(descent.perplexity, places: 0))): divergence "
        + decimal(descent.divergence, places: 2))
  }
}

/// The descent of t-SNE from a first map to one whose points have the right neighbors.
private struct NeighborDescent {
  let perplexity: Double
  private let gradient: NeighborGradient
  private let count: Int
  /// All x, then all y.
  private var places: [Float]

  /// - Parameter start: A first map of any size; it is made tiny, as random ones are.
  init(_ rows: Tensor, perplexity: Double, from start: [(x: Float, y: Float)]) {
    self.perplexity = perplexity
    count = start.count
    let squares = Tensor.pairwiseSquaredL2(rows, rows)
    gradient = squares.withUnsafeScalars { [count] squares in
      NeighborGradient(squares: squares.baseAddress!, count: count, perplexity: perplexity)
    }
    let spread = start.reduce(0) { $0 + $1.x * $1.x } / Float(count)
    let scale = spread > 0 ? 1e-4 / spread.squareRoot() : 0
    places = start.map { $0.x * scale } + start.map { $0.y * scale }
  }

  var points: [(x: Float, y: Float)] { zip(places[..<count], places[count...]).map { ($0, $1) } }

  var divergence: Double {
    places.withUnsafeBufferPointer { places in
      gradient.divergence(x: places.baseAddress!, y: places.baseAddress! + count)
    }
  }

  /// A quarter of the steps, at most 250, is made with neighbors that pull twelve times as hard.
  mutating func run(_ iterations: Int) {
    let early: Float = 12
    let earlySteps = min(250, iterations / 4)
    // The paper's gradient has a factor of 4, which scikit-learn's rate takes into account too.
    let rate = max(Float(count) / early / 4, 50)
    var slopes = [Float](repeating: 0, count: 2 * count)
    var velocity = slopes
    var gains = [Float](repeating: 1, count: 2 * count)
    for step in 0..<iterations {
      let isEarly = step < earlySteps
      if step == earlySteps {
        velocity = Array(repeating: 0, count: 2 * count)
        gains = Array(repeating: 1, count: 2 * count)
      }
      slopes.withUnsafeMutableBufferPointer { slopes in
        places.withUnsafeBufferPointer { places in
          gradient(
            x: places.baseAddress!, y: places.baseAddress! + count,
            exaggeration: isEarly ? early : 1, slopes.baseAddress!, slopes.baseAddress! + count)
        }
      }
      gainStep(
        &places, slopes, velocity: &velocity, gains: &gains, count: 2 * count, rate: rate,
        momentum: isEarly ? 0.5 : 0.8)
    }
  }
}
