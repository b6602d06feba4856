import Basics
import Kernels
import Tensor

/// A penalty on the size of a parameter: `l1 · Σ|w| + l2 · Σw²`, as Keras's `L1L2`.
///
/// It is counted once per parameter, however often a layer is called, and enters training where the
/// optimizer adds `l1 · sign(w) + 2 · l2 · w` to the parameter's gradient.
public struct Regularizer: Sendable, Hashable {
  /// The factor of the sum of absolute values.
  public let l1: Float
  /// The factor of the sum of squares.
  public let l2: Float

  /// A penalty with both parts, finite and not negative; each defaults to 0.
  public init(l1: Float = 0, l2: Float = 0) {
    require(
      (0..<Float.infinity).contains(l1) && (0..<Float.infinity).contains(l2),
      "Regularizer: expected finite factors of at least 0, got l1 \(l1) and l2 \(l2)")
    self.l1 = l1
    self.l2 = l2
  }

  /// `factor · Σ|w|`.
  public static func l1(_ factor: Float) -> Regularizer { Regularizer(l1: factor) }

  /// `factor · Σw²`.
  public static func l2(_ factor: Float) -> Regularizer { Regularizer(l2: factor) }

  /// The penalty of one parameter's value.
  public func penalty(_ value: Tensor) -> Float {
    withScalars(value) { scalars in
      let magnitudes = l1 == 0 ? 0 : sumOfMagnitudes(scalars, count: value.count)
      let squares = l2 == 0 ? 0 : sumOfSquares(scalars, count: value.count)
      return Float(Double(l1) * magnitudes + Double(l2) * squares)
    }
  }
}
