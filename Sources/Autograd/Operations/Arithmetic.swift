import Basics
import Kernels
import Tensor

extension Tensor {
  /// The elementwise sum, broadcast.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    combine(.add, a, b).derived(from: [a, b]) { [a = a.shape, b = b.shape] gradient in
      [gradient.summed(to: a), gradient.summed(to: b)]
    }
  }

  /// The elementwise difference, broadcast.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    combine(.subtract, a, b).derived(from: [a, b]) { [a = a.shape, b = b.shape] gradient in
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
    }
  }

  /// The elementwise quotient, broadcast.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    let (x, y) = (a.detached, b.detached)
    return combine(.divide, a, b).derived(from: [a, b]) { gradient in
      let scaled = gradient / y
      return [scaled.summed(to: x.shape), (-scaled * x / y).summed(to: y.shape)]
    }
  }

  /// Each scalar negated.
  public static prefix func - (x: Tensor) -> Tensor {
    x.mapped(.negate).derived(from: x) { -$0 }
  }

  /// `term` added to each scalar.
  public static func + (x: Tensor, term: Float) -> Tensor {
    x.mapped(.offset(term)).derived(from: x) { $0 }
  }

  /// `term` added to each scalar.
  public static func + (term: Float, x: Tensor) -> Tensor { x + term }

  /// `term` subtracted from each scalar.
  public static func - (x: Tensor, term: Float) -> Tensor { x + (-term) }

  /// Each scalar subtracted from `term`.
  public static func - (term: Float, x: Tensor) -> Tensor { -x + term }

  /// Each scalar times `factor`.
  public static func * (x: Tensor, factor: Float) -> Tensor {
    x.mapped(.scale(factor)).derived(from: x) { $0 * factor }
  }

  /// Each scalar times `factor`.
  public static func * (factor: Float, x: Tensor) -> Tensor { x * factor }

  /// Each scalar divided by `divisor`.
  public static func / (x: Tensor, divisor: Float) -> Tensor { x / Tensor(divisor) }

  /// `dividend` divided by each scalar.
  public static func / (dividend: Float, x: Tensor) -> Tensor { Tensor(dividend) / x }

  /// Adds `b`, broadcast to this shape.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }

  /// The larger of the two scalars at each place, broadcast; where they are equal, `a` gets the
  /// gradient.
  public static func maximum(_ a: Tensor, _ b: Tensor) -> Tensor {
    extremum(.maximum, a, b, firstWins: .greaterOrEqual)
  }

  /// The smaller of the two scalars at each place, broadcast; where they are equal, `a` gets the
  /// gradient.
  public static func minimum(_ a: Tensor, _ b: Tensor) -> Tensor {
    extremum(.minimum, a, b, firstWins: .lessOrEqual)
  }

  private static func extremum(
    _ operation: Binary, _ a: Tensor, _ b: Tensor, firstWins: Binary
  ) -> Tensor {
    let (x, y) = (a.detached, b.detached)
    return combine(operation, a, b).derived(from: [a, b]) { gradient in
      let first = gradient * combine(firstWins, x, y)
      return [first.summed(to: x.shape), (gradient - first).summed(to: y.shape)]
    }
  }
}

extension Tensor {
  /// A function of each scalar, without history.
  func mapped(_ operation: Unary) -> Tensor {
    Tensor(shape) { result in
      withUnsafeScalars { map(operation, $0.baseAddress!, into: result, count: count) }
    }
  }

  /// A function of two scalars at each place, broadcast, without history.
  static func combine(_ operation: Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
    guard let broadcast = Broadcast(a.shape.dimensions, b.shape.dimensions) else {
      fatalError("Tensor: shapes \(a.shape) and \(b.shape) cannot be broadcast together")
    }
    return Tensor(broadcastShape(a.shape, b.shape)) { result in
      a.withUnsafeScalars { a in
        b.withUnsafeScalars { b in
          broadcast.apply(operation, a.baseAddress!, b.baseAddress!, into: result)
        }
      }
    }
  }

  private static func broadcastShape(_ a: Shape, _ b: Shape) -> Shape {
    let rank = Swift.max(a.rank, b.rank)
    let padded = [a, b].map { Array(repeating: 1, count: rank - $0.rank) + $0.dimensions }
    return Shape(zip(padded[0], padded[1]).map { $0 == 1 ? $1 : $0 })
  }

  /// The sum, written into this tensor's memory where nothing else holds it.
  consuming func adding(_ other: Tensor) -> Tensor {
    let count = count
    require(shape == other.shape, "gradient: shapes \(shape) and \(other.shape) differ")
    withUnsafeMutableScalars { sum in
      other.withUnsafeScalars { term in
        accumulate(term.baseAddress!, into: sum.baseAddress!, count: count)
      }
    }
    return self
  }

  /// The gradient of a broadcast operand: summed over the axes along which it was repeated.
  func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    let missing = rank - target.rank
    let repeated = (0..<rank).filter { axis in
      axis < missing || (target[axis - missing] == 1 && shape[axis] != 1)
    }
    return sum(axes: repeated).reshaped(to: target)
  }
}
