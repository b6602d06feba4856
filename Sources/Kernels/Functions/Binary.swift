/// A function of two scalars. If the two are of one tensor and a constant, `Broadcast` repeats the
/// constant.
package enum Binary: Sendable {
  case add, subtract, multiply, divide, maximum, minimum
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// max(a + b, 0); NaN stays.
  case addThenReLU
  /// The sum where it is 0 or more, `slope` times the sum below.
  case addThenLeakyReLU(slope: Float)
  /// a where a ≥ 0, b · a below, and its slope along a: 1 where a > 0, b elsewhere.
  case leakyReLU, leakyReLUSlope
}

/// Writes `operation` of two rows of scalars to `c`; an operand with step 0 is repeated.
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
  // Chosen once for a range, so that each case becomes a loop of its own.
  switch operation {
  case .add: loop { $0 + $1 }
  case .subtract: loop { $0 - $1 }
  case .multiply: loop { $0 * $1 }
  case .divide: loop { $0 / $1 }
  case .maximum: loop { $0 > $1 || $0.isNaN ? $0 : $1 }
  case .minimum: loop { $0 < $1 || $0.isNaN ? $0 : $1 }
  case .less: loop { $0 < $1 ? 1 : 0 }
  case .lessOrEqual: loop { $0 <= $1 ? 1 : 0 }
  case .greater: loop { $0 > $1 ? 1 : 0 }
  case .greaterOrEqual: loop { $0 >= $1 ? 1 : 0 }
  case .equal: loop { $0 == $1 ? 1 : 0 }
  case .notEqual: loop { $0 != $1 ? 1 : 0 }
  case .addThenReLU: loop { $0 + $1 < 0 ? 0 : $0 + $1 }
  case .addThenLeakyReLU(let slope): loop { $0 + $1 < 0 ? slope * ($0 + $1) : $0 + $1 }
  case .leakyReLU: loop { $0 < 0 ? $1 * $0 : $0 }
  case .leakyReLUSlope: loop { $0 > 0 ? 1 : $1 }
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
