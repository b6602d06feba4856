import Lanes

extension ElementwiseFunction {
  /// Writes the values of `count` scalars of `x` to `y`, which may be the same memory.
  package func map(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    Threads.forEachRange(count) { map(x, into: y, $0) }
  }

  /// Writes the gradient of `count` scalars of the input, from the output's gradient and what
  /// `slopeTakes` names.
  package func pullBack(
    _ gradient: UnsafePointer<Float>, operand: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, count: Int
  ) {
    Threads.forEachRange(count) {
      pullBack(gradient, operand: operand, into: inputGradient, $0)
    }
  }
}
