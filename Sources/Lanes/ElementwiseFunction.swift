/// A differentiable function of one scalar: its value and its slope, side by side.
///
/// The loops are requirements with a default, so that every conforming type has loops of its own with
/// both inlined, called once for a whole range. They stand in this module for the same reason as
/// `Lanes.swift`.
///
/// ```swift
/// struct Tanh: ElementwiseFunction {
///   static var slopeTakes: SlopeOperand { .output }
///   func value(_ x: Float) -> Float { tanhf(x) }
///   func slope(_ y: Float) -> Float { 1 - y * y }
/// }
/// ```
public protocol ElementwiseFunction: Sendable {
  /// Which scalar `slope` takes, and so which tensor stays alive for it; default the input.
  static var slopeTakes: SlopeOperand { get }

  /// The function at `x`.
  func value(_ x: Float) -> Float

  /// The derivative, from the function's input or its output.
  func slope(_ operand: Float) -> Float

  /// Writes the values of `x` in `range` to `y`, which may be the same memory.
  func map(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ range: Range<Int>)

  /// Writes the gradient of the input in `range`: the output's times the slope.
  func pullBack(
    _ gradient: UnsafePointer<Float>, operand: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ range: Range<Int>)
}

/// What the slope of an elementwise function is computed from.
public enum SlopeOperand: Sendable { case input, output }

extension ElementwiseFunction {
  /// The input.
  @inlinable @inline(__always)
  public static var slopeTakes: SlopeOperand { .input }

  /// Writes the values of `x` in `range` to `y`.
  @inlinable @inline(__always)
  public func map(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ range: Range<Int>
  ) {
    for i in range { y[i] = value(x[i]) }
  }

  /// Writes the gradient of the input in `range`.
  @inlinable @inline(__always)
  public func pullBack(
    _ gradient: UnsafePointer<Float>, operand: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ range: Range<Int>
  ) {
    for i in range {
      let slope = slope(operand[i])
      // Computed in any case, so that the loop needs no branches.
      let product = slope * gradient[i]
      // A slope of 0 lets nothing through, not even an infinite gradient.
      inputGradient[i] = slope == 0 ? 0 : product
    }
  }
}
