import Basics

/// How likely points would pick each other as neighbors, as t-SNE has it: `p` with rows and columns for
/// all points, symmetric, its sum 1.
///
/// Each point's own probabilities are normal in the distance, with the width at which their perplexity,
/// 2 to the power of their entropy, is the wanted one; `p` is the mean of both points', over their
/// number. Van der Maaten and Hinton, "Visualizing data using t-SNE", JMLR 9, 2008, equation 1 and
/// section 3.1.
///
/// - Parameters:
///   - squares: Squared distances, `[n, n]`.
///   - perplexity: The number of neighbors that a point has, so to speak; below `n`.
///   - p: `[n, n]`.
package func neighborProbabilities(
  _ squares: UnsafePointer<Float>, count n: Int, perplexity: Double,
  into p: UnsafeMutablePointer<Float>
) {
  Threads.forEach(n) { i in
    conditionalProbabilities(squares + i * n, point: i, count: n, perplexity, into: p + i * n)
  }
  let share = 1 / Float(2 * max(n, 1))
  for i in 0..<n {
    for j in 0..<i {
      let mean = (p[i * n + j] + p[j * n + i]) * share
      p[i * n + j] = mean
      p[j * n + i] = mean
    }
  }
}

/// The probabilities of one point, whose width is found by bisection.
private func conditionalProbabilities(
  _ squares: UnsafePointer<Float>, point: Int, count n: Int, _ perplexity: Double,
  into p: UnsafeMutablePointer<Float>
) {
  let wanted = log(perplexity)
  // Distances count from the nearest point on, so that not all are lost where they are large.
  var nearest = Float.infinity
  for j in 0..<n where j != point { nearest = min(nearest, squares[j]) }
  var (precision, low, high) = (1.0, 0.0, Double.infinity)
  for _ in 0..<100 {
    var (sum, moment) = (0.0, 0.0)
    for j in 0..<n where j != point {
      let square = Double(squares[j] - nearest)
      let weight = exp(-square * precision)
      p[j] = Float(weight)
      sum += weight
      moment += square * weight
    }
    let scale = Float(1 / sum)
    for j in 0..<n { p[j] = j == point ? 0 : p[j] * scale }
    let excess = log(sum) + precision * moment / sum - wanted
    if excess.magnitude < 1e-6 { return }
    if excess > 0 { low = precision } else { high = precision }
    precision = high.isFinite ? (low + high) / 2 : precision * 2
  }
}
