import Basics
import CLAPACKE
import COpenBLAS

/// The mean of rows, and the eigenvectors of their covariance with the largest eigenvalues.
package struct PrincipalDirections {
  package let mean: [Float]
  /// `width` × directions, each column a direction whose largest component is positive.
  package let directions: [Float]
  /// The part of the variance in these directions; 1 if there is none at all.
  package let explained: Float
}

/// Finds the directions in double precision: the covariance squares what the rows have of a condition.
package func principalDirections(
  _ x: UnsafePointer<Float>, count: Int, width: Int, directions: Int
) -> PrincipalDirections {
  let mean = columnMeans(x, count: count, width: width)
  var covariance = scatter(x, count: count, width: width, mean: mean)
  var values = [Double](repeating: 0, count: width)
  let info = LAPACKE_dsyevd(
    LAPACK_ROW_MAJOR, letter("V"), letter("L"), Int32(width), &covariance, Int32(width), &values)
  require(info == 0, "principalDirections: no convergence, LAPACK's info is \(info)")
  var result = [Float](repeating: 0, count: width * directions)
  for direction in 0..<directions {
    // Eigenvalues ascend.
    let column = width - 1 - direction
    var largest = 0.0
    for row in 0..<width where abs(covariance[row * width + column]) > abs(largest) {
      largest = covariance[row * width + column]
    }
    let sign: Double = largest < 0 ? -1 : 1
    for row in 0..<width {
      result[row * directions + direction] = Float(sign * covariance[row * width + column])
    }
  }
  let total = values.reduce(0) { $0 + max(0, $1) }
  let kept = values.suffix(directions).reduce(0) { $0 + max(0, $1) }
  return PrincipalDirections(
    mean: mean.map { Float($0) }, directions: result,
    explained: total > 0 ? Float(kept / total) : 1)
}

private func columnMeans(_ x: UnsafePointer<Float>, count: Int, width: Int) -> [Double] {
  var sums = [Double](repeating: 0, count: width)
  for row in 0..<count {
    for column in 0..<width { sums[column] += Double(x[row * width + column]) }
  }
  return sums.map { $0 / Double(count) }
}

/// Σ (x − mean)ᵀ (x − mean), some rows at a time; the upper triangle is left out.
private func scatter(
  _ x: UnsafePointer<Float>, count: Int, width: Int, mean: [Double]
) -> [Double] {
  var result = [Double](repeating: 0, count: width * width)
  let step = max(1, min(count, (1 << 18) / width))
  var block = [Double](repeating: 0, count: step * width)
  for start in stride(from: 0, to: count, by: step) {
    let rows = min(step, count - start)
    for row in 0..<rows {
      for column in 0..<width {
        block[row * width + column] = Double(x[(start + row) * width + column]) - mean[column]
      }
    }
    cblas_dsyrk(
      CblasRowMajor, CblasLower, CblasTrans, blasint(width), blasint(rows), 1, block,
      blasint(width), 1, &result, blasint(width))
  }
  return result
}

/// Writes (x − mean) · directions, some rows at a time.
package func project(
  _ x: UnsafePointer<Float>, count: Int, mean: UnsafePointer<Float>, _ directions: Matrix,
  into y: UnsafeMutablePointer<Float>
) {
  let (width, outputs) = (directions.rows, directions.columns)
  let step = max(1, min(count, (1 << 18) / width))
  withScratch(step * width) { block in
    for start in stride(from: 0, to: count, by: step) {
      let rows = min(step, count - start)
      for row in 0..<rows {
        let (source, target) = (x + (start + row) * width, block + row * width)
        for column in 0..<width { target[column] = source[column] - mean[column] }
      }
      parallelMultiply(Matrix(block, rows, width), directions, into: y + start * outputs)
    }
  }
}
