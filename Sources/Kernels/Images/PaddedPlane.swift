/// An image in a plane with a margin around it, so that no sample needs a test.
struct PaddedImage<Pixel> {
  /// The first pixel of the image.
  let pixels: UnsafePointer<Pixel>
  let height: Int
  let width: Int
  /// From one row to the next.
  let stride: Int
  /// Whether points outside the image are looked up in its mirror, not in the margin.
  var reflects = false
}

/// Makes planes of images of one size.
struct PaddedPlane {
  let height: Int
  let width: Int
  /// Rows and columns around the image.
  private static let margin = 2

  private var stride: Int { width + 2 * Self.margin }
  private var count: Int { (height + 2 * Self.margin) * stride }
  private var first: Int { Self.margin * stride + Self.margin }

  /// Calls `body` with one channel of the image, its strokes thicker by `thickening` pixels.
  func withChannel(
    _ channel: Int, of source: SourceImage, thickening: Float, in surroundings: Surroundings,
    _ body: (PaddedImage<Float>) -> Void
  ) {
    let planes = thickening == 0 ? 1 : 2
    withScratch(planes * count) { scratch in
      // Strokes grow and shrink on paper, 0, whatever surrounds the image later.
      scratch.initialize(repeating: 0, count: planes * count)
      source.copy(channel: channel, into: scratch + first, stride: stride)
      let plane = StrokePlane(
        pixels: scratch + first, scratch: scratch + (planes - 1) * count + first, height: height,
        width: width, stride: stride
      ).thickened(by: thickening)
      let value = surroundings.value(ofChannel: channel).map { $0 / source.unit }
      if value != 0 { fillMargin(of: plane.pixels, with: value, rows: 0..<height) }
      body(
        PaddedImage(
          pixels: plane.pixels, height: height, width: width, stride: stride,
          reflects: surroundings == .reflection))
    }
  }

  /// Calls `body` with the three channels of some rows of the image; its other rows hold no pixels.
  func withColors(
    of source: SourceImage, rows: Range<Int>, in surroundings: Surroundings,
    _ body: (PaddedImage<SIMD4<Float>>) -> Void
  ) {
    withScratch(4 * count) { scratch in
      // The memory of scratch is aligned to lines.
      let plane = UnsafeMutableRawPointer(scratch)
        .bindMemory(to: SIMD4<Float>.self, capacity: count)
      source.copyColors(rows: rows, into: plane + first, stride: stride)
      var value: SIMD4<Float>?
      if case .color(let color) = surroundings { value = color * (1 / source.unit) }
      fillMargin(of: plane + first, with: value, rows: rows)
      body(
        PaddedImage(
          pixels: plane + first, height: height, width: width, stride: stride,
          reflects: surroundings == .reflection))
    }
  }

  /// Fills what is beside `rows` and, where they begin or end with the image, above and below them
  /// with one value, or with the nearest pixel if there is none.
  @inline(__always)
  private func fillMargin<Pixel>(
    of pixels: UnsafeMutablePointer<Pixel>, with value: Pixel?, rows: Range<Int>
  ) {
    for row in rows {
      let line = pixels + row * stride
      let (left, right) = (value ?? line[0], value ?? line[width - 1])
      for step in 1...Self.margin {
        line[-step] = left
        line[width - 1 + step] = right
      }
    }
    for step in 1...Self.margin {
      if rows.lowerBound == 0 { fillRow(pixels, -step, with: value, orRow: 0) }
      if rows.upperBound == height {
        fillRow(pixels, height - 1 + step, with: value, orRow: height - 1)
      }
    }
  }

  @inline(__always)
  private func fillRow<Pixel>(
    _ pixels: UnsafeMutablePointer<Pixel>, _ row: Int, with value: Pixel?, orRow nearest: Int
  ) {
    let (line, source) = (pixels + row * stride, pixels + nearest * stride)
    for column in -Self.margin..<width + Self.margin { line[column] = value ?? source[column] }
  }
}
