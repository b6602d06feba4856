#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A function of one scalar.
package enum Unary: Sendable {
  case negate, absolute, sign, squareRoot, exponential, logarithm, square, reciprocal
  case sigmoid, softplus, tanh, relu
  case leakyReLU(slope: Float)
  case power(Float)
  case scale(Float)
  case offset(Float)
  case clip(Float, Float)
}

/// A function of two scalars. Those named `…Gradient` take what the operation kept (its input `x`
/// or its output `y`) and the gradient `g` of its output.
package enum Binary: Sendable {
  case add, subtract, multiply, divide, maximum, minimum, power
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// g · sign(x)
  case absoluteGradient
  /// g / 2y
  case squareRootGradient
  /// g · y (1 − y)
  case sigmoidGradient
  /// g · σ(x)
  case softplusGradient
  /// g · (1 − y²)
  case tanhGradient
  /// g where y > 0
  case reluGradient
  case leakyReLUGradient(slope: Float)
  /// g · p · x^(p − 1)
  case powerGradient(Float)
  case clipGradient(Float, Float)
}

/// The logistic function, without overflow at either end.
@inline(__always)
func sigmoid(_ x: Float) -> Float {
  let e = expf(-abs(x))
  return (x < 0 ? e : 1) / (1 + e)
}

/// log(1 + eˣ), without overflow.
@inline(__always)
func softplus(_ x: Float) -> Float { max(x, 0) + log1pf(expf(-abs(x))) }

/// Writes `operation` of each of `count` scalars of `x` to `y`, which may be the same memory.
package func map(
  _ operation: Unary, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
) {
  @inline(__always)
  func loop(_ function: (Float) -> Float) {
    withoutActuallyEscaping(function) { function in
      Threads.forEachRange(count) { range in
        for i in range { y[i] = function(x[i]) }
      }
    }
  }
  switch operation {
  case .negate: loop { -$0 }
  case .absolute: loop { abs($0) }
  case .sign: loop { $0 > 0 ? 1 : ($0 < 0 ? -1 : $0) }
  case .squareRoot: loop { $0.squareRoot() }
  case .exponential: loop { expf($0) }
  case .logarithm: loop { logf($0) }
  case .square: loop { $0 * $0 }
  case .reciprocal: loop { 1 / $0 }
  case .sigmoid: loop { sigmoid($0) }
  case .softplus: loop { softplus($0) }
  case .tanh: loop { tanhf($0) }
  case .relu: loop { $0 < 0 ? 0 : $0 }  // keeps NaN
  case .leakyReLU(let slope): loop { $0 < 0 ? slope * $0 : $0 }
  case .power(let exponent): loop { powf($0, exponent) }
  case .scale(let factor): loop { factor * $0 }
  case .offset(let term): loop { term + $0 }
  case .clip(let low, let high): loop { $0 < low ? low : ($0 > high ? high : $0) }
  }
}

/// Runs `use` with the loop body of `operation`, so that the choice is made once, outside the loop.
@inline(__always)
func withFunction(_ operation: Binary, _ use: ((Float, Float) -> Float) -> Void) {
  switch operation {
  case .add: use { $0 + $1 }
  case .subtract: use { $0 - $1 }
  case .multiply: use { $0 * $1 }
  case .divide: use { $0 / $1 }
  case .maximum: use { $0 > $1 || $0.isNaN ? $0 : $1 }
  case .minimum: use { $0 < $1 || $0.isNaN ? $0 : $1 }
  case .power: use { powf($0, $1) }
  case .less: use { $0 < $1 ? 1 : 0 }
  case .lessOrEqual: use { $0 <= $1 ? 1 : 0 }
  case .greater: use { $0 > $1 ? 1 : 0 }
  case .greaterOrEqual: use { $0 >= $1 ? 1 : 0 }
  case .equal: use { $0 == $1 ? 1 : 0 }
  case .notEqual: use { $0 != $1 ? 1 : 0 }
  case .absoluteGradient: use { x, g in x > 0 ? g : (x < 0 ? -g : 0) }
  case .squareRootGradient: use { y, g in g / (2 * y) }
  case .sigmoidGradient: use { y, g in g * y * (1 - y) }
  case .softplusGradient: use { x, g in g * sigmoid(x) }
  case .tanhGradient: use { y, g in g * (1 - y * y) }
  case .reluGradient: use { y, g in y > 0 ? g : 0 }
  case .leakyReLUGradient(let slope): use { x, g in x < 0 ? slope * g : g }
  case .powerGradient(let exponent): use { x, g in g * exponent * powf(x, exponent - 1) }
  case .clipGradient(let low, let high): use { x, g in x < low || x > high ? 0 : g }
  }
}

/// `sum += term`, scalar by scalar.
package func accumulate(
  _ term: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int
) {
  Threads.forEachRange(count) { range in
    for i in range { sum[i] += term[i] }
  }
}
