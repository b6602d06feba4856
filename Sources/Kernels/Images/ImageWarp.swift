/// Samples distorted images with bilinear interpolation; outside the image all is 0.
///
/// A target that is smaller than its source averages several samples for each of its pixels, spread
/// evenly over the area that the pixel covers, so that thin strokes fade instead of breaking up.
package struct ImageWarp: Sendable {
  /// What happens to one image.
  package struct Distortion: Sendable, Equatable {
    package var map: AffineMap
    /// Added to where `map` leads.
    package var field: DisplacementField?
    /// How far the edges of strokes move outwards before all else, in pixels of the source.
    package var thickening: Float

    package init(map: AffineMap, field: DisplacementField? = nil, thickening: Float = 0) {
      self.map = map
      self.field = field
      self.thickening = thickening
    }

    package static let none = Distortion(map: .identity)
  }

  let height: Int
  let width: Int
  let targetHeight: Int
  let targetWidth: Int
  private let rowTaps: Int
  private let columnTaps: Int
  /// Rows and columns of zeros around the padded source, so that no sample needs a test.
  private static let margin = 2

  package init(height: Int, width: Int, targetHeight: Int, targetWidth: Int) {
    self.height = height
    self.width = width
    self.targetHeight = targetHeight
    self.targetWidth = targetWidth
    rowTaps = Self.taps(height, targetHeight)
    columnTaps = Self.taps(width, targetWidth)
  }

  private static func taps(_ source: Int, _ target: Int) -> Int {
    max(1, (source + target / 2) / max(1, target))
  }

  /// Image `indices[i]` of `x`, of bytes, through `distortions[i]` to image i of `y`, from 0 to 1.
  package func callAsFunction(
    bytes x: UnsafeBufferPointer<UInt8>, indices: [Int], distortions: [Distortion],
    into y: UnsafeMutablePointer<Float>
  ) {
    guard let base = x.baseAddress else { return }
    Threads.forEach(indices.count) { i in
      let source = base + indices[i] * height * width
      withPlane(distortions[i].thickening) { plane, stride in
        for row in 0..<height {
          let line = plane + row * stride
          for column in 0..<width { line[column] = Float(source[row * width + column]) }
        }
      } body: { plane in
        sample(
          plane, through: distortions[i], scale: 1 / 255,
          into: y + i * targetHeight * targetWidth, step: 1)
      }
    }
  }

  /// Image i of `x`, of `channels` scalars a pixel, through `distortions[i]` to image i of `y`.
  package func callAsFunction(
    _ x: UnsafePointer<Float>, channels: Int, distortions: [Distortion],
    into y: UnsafeMutablePointer<Float>
  ) {
    Threads.forEach(distortions.count * channels) { piece in
      let (i, channel) = piece.quotientAndRemainder(dividingBy: channels)
      let source = x + i * height * width * channels + channel
      withPlane(distortions[i].thickening) { plane, stride in
        for row in 0..<height {
          let line = plane + row * stride
          for column in 0..<width { line[column] = source[(row * width + column) * channels] }
        }
      } body: { plane in
        sample(
          plane, through: distortions[i], scale: 1,
          into: y + i * targetHeight * targetWidth * channels + channel, step: channels)
      }
    }
  }

  /// Calls `fill` with the address of the first pixel in a plane with a margin of zeros, and `body`
  /// with the same image with thicker strokes.
  private func withPlane(
    _ thickening: Float, fill: (UnsafeMutablePointer<Float>, Int) -> Void,
    body: (PaddedImage) -> Void
  ) {
    let stride = width + 2 * Self.margin
    let count = (height + 2 * Self.margin) * stride
    let first = Self.margin * stride + Self.margin
    let planes = thickening == 0 ? 1 : 2
    withScratch(planes * count) { scratch in
      scratch.initialize(repeating: 0, count: planes * count)
      fill(scratch + first, stride)
      let plane = StrokePlane(
        pixels: scratch + first, scratch: scratch + (planes - 1) * count + first, height: height,
        width: width, stride: stride)
      body(
        PaddedImage(
          pixels: plane.thickened(by: thickening).pixels, height: height, width: width,
          stride: stride))
    }
  }

  private func sample(
    _ source: PaddedImage, through distortion: Distortion, scale: Float,
    into target: UnsafeMutablePointer<Float>, step: Int
  ) {
    let grid = SampleGrid(
      source: source, columns: targetWidth, taps: columnTaps,
      apart: Float(width) / Float(targetWidth * columnTaps), map: distortion.map)
    let share = scale / Float(rowTaps * columnTaps)
    // Samples are `dy` apart along a target's column; positions are relative to the middle.
    let dy = Float(height) / Float(targetHeight * rowTaps)
    let top = 0.5 * dy - Float(height) / 2
    withRows(of: distortion.field) { field in
      for row in 0..<targetHeight {
        let line = target + row * targetWidth * step
        for column in 0..<targetWidth { line[column * step] = 0 }
        for tap in 0..<rowTaps {
          let number = row * rowTaps + tap
          grid.add(
            at: top + Float(number) * dy, displaced: field?.displacements(ofRow: number),
            share: share, to: line,
            step: step)
        }
      }
    }
  }

  private func withRows(
    of field: DisplacementField?, _ body: (DisplacementRows?) -> Void
  ) {
    guard let field else { return body(nil) }
    field.withRows(
      rows: targetHeight * rowTaps, columns: targetWidth, taps: columnTaps, height: height,
      width: width, body)
  }
}
