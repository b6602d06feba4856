import Kernels
import Tensor

extension Tensor {
  /// The elementwise sum, broadcast.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    combine(.add, a, b).derived(linearlyFrom: [a, b]) { [a = a.shape, b = b.shape] gradient in
      [gradient.summed(to: a), gradient.summed(to: b)]
    }
  }

  /// The elementwise difference, broadcast.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    combine(.subtract, a, b).derived(linearlyFrom: [a, b]) { [a = a.shape, b = b.shape] gradient in
      [gradient.summed(to: a), (-gradient).summed(to: b)]
    }
  }

  /// The elementwise product, broadcast.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    let (isTracked, x, y) = ((a: a.isTracked, b: b.isTracked), a.detached, b.detached)
    return combine(.multiply, a, b).derived(from: [a, b]) { gradient in
      [
        isTracked.a ? (gradient * y).summed(to: x.shape) : nil,
        isTracked.b ? (gradient * x).summed(to: y.shape) : nil,
      ]
    } recorded: {
      let (gradient, a, b) = ($0.gradient, $0.inputs[0], $0.inputs[1])
      return [
        $0.isWanted[0] ? (gradient * b).summed(to: a.shape) : nil,
        $0.isWanted[1] ? (gradient * a).summed(to: b.shape) : nil,
      ]
    }
  }

  /// The elementwise quotient, broadcast.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    let (x, y) = (a.detached, b.detached)
    return combine(.divide, a, b).derived(from: [a, b]) { gradient in
      let scaled = gradient / y
      return [scaled.summed(to: x.shape), (-scaled * x / y).summed(to: y.shape)]
    } recorded: {
      let scaled = $0.gradient / $0.inputs[1]
      return [
        $0.isWanted[0] ? scaled.summed(to: $0.inputs[0].shape) : nil,
        $0.isWanted[1] ? (-scaled * $0.output).summed(to: $0.inputs[1].shape) : nil,
      ]
    }
  }

  /// Each scalar negated.
  public static prefix func - (x: Tensor) -> Tensor {
    combine(.multiply, x, Tensor(-1)).derived(linearlyFrom: x) { -$0 }
  }

  /// `term` added to each scalar.
  public static func + (x: Tensor, term: Float) -> Tensor {
    combine(.add, x, Tensor(term)).derived(linearlyFrom: x) { $0 }
  }

  /// `term` added to each scalar.
  public static func + (term: Float, x: Tensor) -> Tensor { x + term }

  /// `term` subtracted from each scalar.
  public static func - (x: Tensor, term: Float) -> Tensor { x + (-term) }

  /// Each scalar subtracted from `term`.
  public static func - (term: Float, x: Tensor) -> Tensor { -x + term }

  /// Each scalar times `factor`.
  public static func * (x: Tensor, factor: Float) -> Tensor {
    combine(.multiply, x, Tensor(factor)).derived(linearlyFrom: x) { $0 * factor }
  }

  /// Each scalar times `factor`.
  public static func * (factor: Float, x: Tensor) -> Tensor { x * factor }

  /// Each scalar divided by `divisor`.
  public static func / (x: Tensor, divisor: Float) -> Tensor { x / Tensor(divisor) }

  /// `dividend` divided by each scalar.
  public static func / (dividend: Float, x: Tensor) -> Tensor { Tensor(dividend) / x }

  /// Adds `b`, broadcast to this shape.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
}
