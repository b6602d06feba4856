import Basics
import Lanes

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
  func loop(_ range: Range<Int>, _ function: (Float) -> Float) {
    for i in range { y[i] = function(x[i]) }
  }
  Threads.forEachRange(count) { range in
    // Chosen inside the piece, so that each case becomes a loop of its own.
    switch operation {
    case .negate: loop(range) { -$0 }
    case .absolute: loop(range) { abs($0) }
    case .sign: loop(range) { $0 > 0 ? 1 : ($0 < 0 ? -1 : $0) }
    case .squareRoot: loop(range) { $0.squareRoot() }
    case .exponential: loop(range) { expf($0) }
    case .logarithm: loop(range) { logf($0) }
    case .square: loop(range) { $0 * $0 }
    case .reciprocal: loop(range) { 1 / $0 }
    case .sigmoid: loop(range) { sigmoid($0) }
    case .softplus: loop(range) { softplus($0) }
    case .tanh: loop(range) { tanhf($0) }
    case .relu: loop(range) { $0 < 0 ? 0 : $0 }  // keeps NaN
    case .leakyReLU(let slope): loop(range) { $0 < 0 ? slope * $0 : $0 }
    case .power(let exponent): loop(range) { powf($0, exponent) }
    case .scale(let factor): loop(range) { factor * $0 }
    case .offset(let term): loop(range) { term + $0 }
    case .clip(let low, let high): loop(range) { $0 < low ? low : ($0 > high ? high : $0) }
    }
  }
}

/// Writes `operation` of two rows of scalars to `c`, where an operand with step 0 is repeated.
func combine(
  _ operation: Binary, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
  steps: (a: Int, b: Int), into c: UnsafeMutablePointer<Float>, _ range: Range<Int>
) {
  @inline(__always)
  func loop(_ function: (Float, Float) -> Float) {
    switch steps {
    case (1, 1): for i in range { c[i] = function(a[i], b[i]) }
    case (1, 0):
      let b = b[0]
      for i in range { c[i] = function(a[i], b) }
    case (0, 1):
      let a = a[0]
      for i in range { c[i] = function(a, b[i]) }
    default: for i in range { c[i] = function(a[i * steps.a], b[i * steps.b]) }
    }
  }
  switch operation {
  case .add: loop { $0 + $1 }
  case .subtract: loop { $0 - $1 }
  case .multiply: loop { $0 * $1 }
  case .divide: loop { $0 / $1 }
  case .maximum: loop { $0 > $1 || $0.isNaN ? $0 : $1 }
  case .minimum: loop { $0 < $1 || $0.isNaN ? $0 : $1 }
  case .power: loop { powf($0, $1) }
  case .less: loop { $0 < $1 ? 1 : 0 }
  case .lessOrEqual: loop { $0 <= $1 ? 1 : 0 }
  case .greater: loop { $0 > $1 ? 1 : 0 }
  case .greaterOrEqual: loop { $0 >= $1 ? 1 : 0 }
  case .equal: loop { $0 == $1 ? 1 : 0 }
  case .notEqual: loop { $0 != $1 ? 1 : 0 }
  case .absoluteGradient: loop { x, g in x > 0 ? g : (x < 0 ? -g : 0) }
  case .squareRootGradient: loop { y, g in g / (2 * y) }
  case .sigmoidGradient: loop { y, g in g * y * (1 - y) }
  case .softplusGradient: loop { x, g in g * sigmoid(x) }
  case .tanhGradient: loop { y, g in g * (1 - y * y) }
  case .reluGradient where steps == (1, 1): reluGradient(y: a, b, into: c, range)
  case .reluGradient: loop { y, g in y > 0 ? g : 0 }
  case .leakyReLUGradient(let slope): loop { x, g in x > 0 ? g : slope * g }
  case .powerGradient(let exponent): loop { x, g in g * exponent * powf(x, exponent - 1) }
  case .clipGradient(let low, let high): loop { x, g in x < low || x > high ? 0 : g }
  }
}

/// g where y > 0, the most frequent of these, eight scalars at a time.
private func reluGradient(
  y: UnsafePointer<Float>, _ g: UnsafePointer<Float>, into x: UnsafeMutablePointer<Float>,
  _ range: Range<Int>
) {
  let start = range.lowerBound
  forEachLanes(range.count) { i, lanes in
    let isOn = load(y + start + i, lanes) .> 0
    store(SIMD8.zero.replacing(with: load(g + start + i, lanes), where: isOn), x + start + i, lanes)
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
