/// Resizes images of bytes: each target pixel is the mean of the source's area that it covers.
package struct AreaAverage: Sendable {
  private let rows: Axis
  private let columns: Axis

  package init(height: Int, width: Int, targetHeight: Int, targetWidth: Int) {
    rows = Axis(source: height, target: targetHeight)
    columns = Axis(source: width, target: targetWidth)
  }

  /// All `count` images of `x` to those of `y`.
  package func callAsFunction(
    _ x: UnsafeBufferPointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    guard let base = x.baseAddress else { return }
    Threads.forEach(count) { image in
      resize(
        base + image * rows.source * columns.source, into: y + image * rows.target * columns.target)
    }
  }

  private func resize(_ x: UnsafePointer<UInt8>, into y: UnsafeMutablePointer<UInt8>) {
    withScratch(rows.source * columns.target) { narrow in
      for row in 0..<rows.source {
        let line = x + row * columns.source
        for column in 0..<columns.target {
          narrow[row * columns.target + column] = columns.mean(at: column) { Float(line[$0]) }
        }
      }
      for row in 0..<rows.target {
        for column in 0..<columns.target {
          let value = rows.mean(at: row) { narrow[$0 * columns.target + column] }
          y[row * columns.target + column] = UInt8(min(255, value + 0.5))
        }
      }
    }
  }

  /// Which pixels of the source lie under a pixel of the target, along one axis.
  private struct Axis: Sendable {
    let source: Int
    let target: Int

    /// The mean of the values under target pixel `index`, those at its borders with the part of them
    /// that it covers.
    @inline(__always)
    func mean(at index: Int, _ value: (Int) -> Float) -> Float {
      // In units of 1/target of a source pixel all borders are whole numbers.
      let (start, end) = (index * source, (index + 1) * source)
      var sum: Float = 0
      for pixel in start / target...(end - 1) / target {
        let covered = min(end, (pixel + 1) * target) - max(start, pixel * target)
        sum += Float(covered) * value(pixel)
      }
      return sum / Float(source)
    }
  }
}
