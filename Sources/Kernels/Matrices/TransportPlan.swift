import Basics

/// The plan of least Σ plan · costs − entropy / sharpness whose rows sum to 1 and whose columns to
/// rows / columns.
///
/// Sinkhorn's iteration: rows and columns in turn are scaled to their sums, here by adding to logarithms. It
/// ends with the columns, when no row's sum is farther from 1 than `tolerance`.
package func transportPlan(
  _ costs: UnsafePointer<Float>, rows: Int, columns: Int, sharpness: Double, tolerance: Double,
  steps: Int, into plan: UnsafeMutablePointer<Float>
) {
  guard rows > 0, columns > 0 else { return }
  var logarithms = [Double](unsafeUninitializedCapacity: rows * columns) { target, count in
    for index in 0..<rows * columns { target[index] = -sharpness * Double(costs[index]) }
    count = rows * columns
  }
  let share = log(Double(rows) / Double(columns))
  logarithms.withUnsafeMutableBufferPointer { logarithms in
    let x = logarithms.baseAddress!
    for _ in 0..<steps {
      for row in 0..<rows { shift(x + row * columns, count: columns, stride: 1, to: 0) }
      for column in 0..<columns { shift(x + column, count: rows, stride: columns, to: share) }
      var worst = 0.0
      for row in 0..<rows {
        var sum = 0.0
        for column in 0..<columns { sum += exp(x[row * columns + column]) }
        worst = max(worst, abs(sum - 1))
      }
      if worst < tolerance { break }
    }
    for index in 0..<rows * columns { plan[index] = Float(exp(x[index])) }
  }
}

/// Adds what makes the logarithm of the exponentials' sum the given one.
private func shift(
  _ x: UnsafeMutablePointer<Double>, count: Int, stride: Int, to logarithm: Double
) {
  var largest = -Double.infinity
  for index in 0..<count { largest = max(largest, x[index * stride]) }
  var sum = 0.0
  for index in 0..<count { sum += exp(x[index * stride] - largest) }
  let term = logarithm - largest - log(sum)
  for index in 0..<count { x[index * stride] += term }
}
