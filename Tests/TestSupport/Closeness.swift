import Tensor
import Testing

/// The largest difference of two tensors relative to the largest magnitude of `expected`; infinite
/// where shapes differ or a scalar is NaN in one of them alone.
public func relativeError(_ found: Tensor, _ expected: Tensor) -> Float {
  guard found.shape == expected.shape else { return .infinity }
  var difference: Float = 0
  var scale: Float = 0
  for (a, b) in zip(found.scalars, expected.scalars) where a != b && !(a.isNaN && b.isNaN) {
    difference = (a - b).isNaN ? .infinity : max(difference, abs(a - b))
  }
  for b in expected.scalars where b.isFinite { scale = max(scale, abs(b)) }
  return difference == 0 ? 0 : difference / (scale == 0 ? 1 : scale)
}

/// Records an issue unless the two tensors have one shape and `relativeError` is at most
/// `tolerance` (default 1e-5).
public func expectClose(
  _ found: Tensor, _ expected: Tensor, _ what: @autoclosure () -> String = "",
  tolerance: Float = 1e-5, sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = relativeError(found, expected)
  #expect(
    error <= tolerance, "\(what()): found \(found), expected \(expected)",
    sourceLocation: sourceLocation)
}

/// As `expectClose` for single numbers.
public func expectClose(
  _ found: Float, _ expected: Float, _ what: @autoclosure () -> String = "",
  tolerance: Float = 1e-5, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    Tensor(found), Tensor(expected), what(), tolerance: tolerance, sourceLocation: sourceLocation)
}
