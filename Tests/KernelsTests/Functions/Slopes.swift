import Lanes
import Testing

/// Records an issue unless the function's slope agrees with central differences.
func expectSlopes<Function: ElementwiseFunction>(
  of function: Function, at points: [Float], sourceLocation: SourceLocation = #_sourceLocation
) {
  for x in points {
    let step: Float = 1e-2
    let expected = (function.value(x + step) - function.value(x - step)) / (2 * step)
    let found = function.slope(Function.slopeTakes == .input ? x : function.value(x))
    #expect(
      abs(found - expected) < 2e-3 * max(1, abs(expected)), "at \(x)",
      sourceLocation: sourceLocation)
  }
}
