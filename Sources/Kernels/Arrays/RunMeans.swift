/// Replaces each run of adjacent columns by their mean: `rows` × Σ `lengths` scalars of `x` become
/// `rows` × `lengths.count` of `y`, a run of each length after another.
package func runMeans(
  _ x: UnsafePointer<Float>, rows: Int, lengths: [Int], into y: UnsafeMutablePointer<Float>
) {
  let width = lengths.reduce(0, +)
  for row in 0..<rows {
    var source = x + row * width
    for (run, length) in lengths.enumerated() {
      y[row * lengths.count + run] = sum(source, count: length) / Float(length)
      source += length
    }
  }
}
