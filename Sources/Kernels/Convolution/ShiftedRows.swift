/// The patches of a wide image of one channel, for less than unfolding each: every row of the image is
/// laid out once for each column of the kernel, shifted by as much.
///
/// The patches under a row of the output are then a matrix that is there already, one patch a column,
/// and overlaps the next row's.
struct ShiftedRows {
  private let window: Window

  /// Nil if the window does not suit: it must move by single pixels and have no gaps, on images of one
  /// channel that are wide enough for a matrix product for each row of the output.
  init?(_ window: Window) {
    guard window.images.channels == 1, window.strides.height == 1, window.strides.width == 1,
      window.dilation == Extent(height: 1, width: 1), window.output.width >= 16
    else { return nil }
    self.window = window
  }

  /// Calls `body` with the patches under each of some rows of the output and the row's first position.
  func forEachRow(
    of image: UnsafePointer<Float>, _ rows: Range<Int>, _ body: (Matrix, Int) -> Void
  ) {
    let first = rows.lowerBound - window.padding.height
    let count = rows.count + window.kernel.height - 1
    let size = window.kernel.width * window.output.width
    withScratch(count * size) { shifted in
      for row in 0..<count { shift(image, row: first + row, into: shifted + row * size) }
      for (index, row) in rows.enumerated() {
        let patches = Matrix(shifted + index * size, window.patchSize, window.output.width)
        body(patches.transposed, row * window.output.width)
      }
    }
  }

  /// Writes `[kernelWidth, outputWidth]`: a row of the image from each column of the kernel on.
  private func shift(
    _ image: UnsafePointer<Float>, row: Int, into shifted: UnsafeMutablePointer<Float>
  ) {
    let width = window.output.width
    guard (0..<window.images.height).contains(row) else {
      return shifted.initialize(repeating: 0, count: window.kernel.width * width)
    }
    for column in 0..<window.kernel.width {
      let target = shifted + column * width
      let first = column - window.padding.width
      let lower = min(max(0, -first), width)
      let upper = max(lower, min(width, window.images.width - first))
      target.initialize(repeating: 0, count: lower)
      (target + lower).update(
        from: image + row * window.images.width + first + lower, count: upper - lower)
      (target + upper).initialize(repeating: 0, count: width - upper)
    }
  }
}
