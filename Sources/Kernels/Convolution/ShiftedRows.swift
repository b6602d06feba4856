/// The patches of a wide image of one channel, for less than unfolding each: every row of the image is
/// laid out once for each column of the kernel, shifted by as much.
///
/// The patches under a row of the output are then a matrix that is there already, one patch a column,
/// and overlaps the next row's.
struct ShiftedRows {
  private let window: Window

  /// Nil where the window does not suit: it must move by single pixels, on images of one channel that
  /// are wide enough for a matrix product for each row of the output.
  init?(_ window: Window) {
    guard window.channels == 1, window.strideHeight == 1, window.strideWidth == 1,
      window.outputWidth >= 16
    else { return nil }
    self.window = window
  }

  /// Calls `body` with the patches under each row of the output and the row's first position.
  func forEachRow(of image: UnsafePointer<Float>, _ body: (Matrix, Int) -> Void) {
    let rows = window.outputHeight + window.kernelHeight - 1
    let size = window.kernelWidth * window.outputWidth
    withScratch(rows * size) { shifted in
      for row in 0..<rows {
        shift(image, row: row - window.paddingTop, into: shifted + row * size)
      }
      for row in 0..<window.outputHeight {
        let patches = Matrix(shifted + row * size, window.patchSize, window.outputWidth)
        body(patches.transposed, row * window.outputWidth)
      }
    }
  }

  /// Writes `[kernelWidth, outputWidth]`: a row of the image from each column of the kernel on.
  private func shift(
    _ image: UnsafePointer<Float>, row: Int, into shifted: UnsafeMutablePointer<Float>
  ) {
    let width = window.outputWidth
    guard (0..<window.height).contains(row) else {
      return shifted.initialize(repeating: 0, count: window.kernelWidth * width)
    }
    for column in 0..<window.kernelWidth {
      let target = shifted + column * width
      let first = column - window.paddingLeft
      let lower = min(max(0, -first), width)
      let upper = max(lower, min(width, window.width - first))
      target.initialize(repeating: 0, count: lower)
      (target + lower).update(
        from: image + row * window.width + first + lower, count: upper - lower)
      (target + upper).initialize(repeating: 0, count: width - upper)
    }
  }
}
