/// Writes the transposition of `x` by `permutation` (axis i of the result is axis
/// `permutation[i]` of `x`) to `y`.
package func transpose(
  _ x: UnsafePointer<Float>, shape: [Int], permutation: [Int], into y: UnsafeMutablePointer<Float>
) {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in (0..<max(0, shape.count - 1)).reversed() {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  let dimensions = permutation.map { shape[$0] }
  let steps = permutation.map { strides[$0] }
  guard let inner = dimensions.last, let step = steps.last else {
    y[0] = x[0]
    return
  }
  let rows = dimensions.dropLast().reduce(1, *)
  Threads.forEachRange(rows, grain: max(1, (1 << 14) / max(inner, 1))) { range in
    for row in range {
      var rest = row
      var offset = 0
      for axis in (0..<dimensions.count - 1).reversed() {
        let (quotient, position) = rest.quotientAndRemainder(dividingBy: dimensions[axis])
        offset += position * steps[axis]
        rest = quotient
      }
      let source = x + offset
      let target = y + row * inner
      for i in 0..<inner { target[i] = source[i * step] }
    }
  }
}
