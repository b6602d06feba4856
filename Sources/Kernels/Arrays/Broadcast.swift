/// Two arrays laid over each other: the dimensions of the result, and how far each operand moves
/// along them (0 if it is repeated).
package struct Broadcast {
  private var dimensions: [Int] = []
  private var strides: [(a: Int, b: Int)] = []

  /// Operands of shapes `a` and `b`, aligned at their last axes; nil if an axis differs and
  /// neither is 1 (NumPy's rule).
  package init?(_ a: [Int], _ b: [Int]) {
    let rank = max(a.count, b.count)
    let a = Array(repeating: 1, count: rank - a.count) + a
    let b = Array(repeating: 1, count: rank - b.count) + b
    var stride = (a: 1, b: 1)
    for axis in (0..<rank).reversed() {
      guard a[axis] == b[axis] || a[axis] == 1 || b[axis] == 1 else { return nil }
      let size = a[axis] == 1 ? b[axis] : a[axis]
      append(size, (a[axis] == 1 ? 0 : stride.a, b[axis] == 1 ? 0 : stride.b))
      stride = (stride.a * a[axis], stride.b * b[axis])
    }
    if dimensions.isEmpty { append(1, (0, 0), force: true) }
  }

  /// Adds the next outer dimension, merged into the previous one if both operands allow it.
  private mutating func append(_ size: Int, _ stride: (a: Int, b: Int), force: Bool = false) {
    if size == 1 && !force { return }
    if let inner = dimensions.last, let last = strides.last,
      stride.a == last.a * inner, stride.b == last.b * inner
    {
      dimensions[dimensions.count - 1] = inner * size
    } else {
      dimensions.append(size)
      strides.append(stride)
    }
  }

  /// Writes `operation` of the two operands to `c`, row-major.
  package func apply(
    _ operation: Binary, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    let inner = dimensions[0]
    let steps = strides[0]
    if dimensions.count == 1 {
      Threads.forEachRange(inner) { combine(operation, a, b, steps: steps, into: c, $0) }
      return
    }
    let rows = dimensions.dropFirst().reduce(1, *)
    Threads.forEachRange(rows, grain: max(1, (1 << 15) / max(inner, 1))) { range in
      for index in range {
        let offset = offsets(ofRow: index)
        combine(
          operation, a + offset.a, b + offset.b, steps: steps, into: c + index * inner, 0..<inner)
      }
    }
  }

  private func offsets(ofRow index: Int) -> (a: Int, b: Int) {
    var rest = index
    var offset = (a: 0, b: 0)
    for axis in 1..<dimensions.count {
      let (quotient, position) = rest.quotientAndRemainder(dividingBy: dimensions[axis])
      offset.a += position * strides[axis].a
      offset.b += position * strides[axis].b
      rest = quotient
    }
    return offset
  }
}
