/// Samples distorted images with bilinear interpolation.
///
/// A target that is smaller than what it shows of its source averages several samples for each of its
/// pixels, spread evenly over the area that the pixel covers, so that thin strokes fade instead of
/// breaking up.
package struct ImageWarp: Sendable {
  /// What happens to one image.
  package struct Distortion: Sendable, Equatable {
    /// From the target's plane to the source's.
    package var map: AffineMap
    /// Added to where `map` leads.
    package var field: DisplacementField?
    /// How far the edges of strokes move outwards before all else, in pixels of the source.
    package var thickening: Float
    /// The size of the target's plane, in pixels of the source; nil: the source's.
    package var area: ImageSize?
    /// What points outside the image show.
    package var surroundings: Surroundings

    package init(
      map: AffineMap, field: DisplacementField? = nil, thickening: Float = 0,
      area: ImageSize? = nil, surroundings: Surroundings = .zero
    ) {
      self.map = map
      self.field = field
      self.thickening = thickening
      self.area = area
      self.surroundings = surroundings
    }

    package static let none = Distortion(map: .identity)
  }

  let source: ImageSize
  let target: ImageSize

  package init(height: Int, width: Int, targetHeight: Int, targetWidth: Int) {
    source = ImageSize(height: height, width: width)
    target = ImageSize(height: targetHeight, width: targetWidth)
  }

  /// One channel of an image through a distortion to a plane of the target's size.
  func sample(
    channel: Int, of image: SourceImage, through distortion: Distortion,
    into y: UnsafeMutablePointer<Float>
  ) {
    let frame = SampleFrame(area: distortion.area ?? source, target: target)
    let share = image.unit / Float(frame.samples)
    let plane = PaddedPlane(height: source.height, width: source.width)
    plane.withChannel(
      channel, of: image, thickening: distortion.thickening, in: distortion.surroundings
    ) { plane in
      let grid = SampleGrid(
        source: plane, columns: target.width, taps: frame.columnTaps, apart: frame.apart,
        map: distortion.map, width: frame.area.width)
      frame.withRows(of: distortion.field) { field in
        for row in 0..<target.height {
          let line = y + row * target.width
          line.initialize(repeating: 0, count: target.width)
          frame.forEachLine(ofRow: row) { number, v in
            grid.add(
              at: v, displaced: field?.displacements(ofRow: number), share: share, to: line,
              step: 1)
          }
        }
      }
    }
  }

  /// An image of three channels through a distortion; `body` takes each row of the target.
  func sampleColors(
    of image: SourceImage, through distortion: Distortion,
    _ body: (_ row: Int, _ pixels: UnsafeMutablePointer<SIMD4<Float>>) -> Void
  ) {
    let frame = SampleFrame(area: distortion.area ?? source, target: target)
    let share = image.unit / Float(frame.samples)
    let plane = PaddedPlane(height: source.height, width: source.width)
    plane.withColors(
      of: image, rows: rows(seenBy: distortion), in: distortion.surroundings
    ) { plane in
      let grid = SampleGrid(
        source: plane, columns: target.width, taps: frame.columnTaps, apart: frame.apart,
        map: distortion.map, width: frame.area.width)
      withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: target.width) { line in
        guard let line = line.baseAddress else { return }
        frame.withRows(of: distortion.field) { field in
          for row in 0..<target.height {
            line.initialize(repeating: .zero, count: target.width)
            frame.forEachLine(ofRow: row) { number, v in
              grid.add(
                at: v, displaced: field?.displacements(ofRow: number), share: share, to: line)
            }
            body(row, line)
          }
        }
      }
    }
  }

  /// The rows of the source that a distortion may look at, at least one.
  private func rows(seenBy distortion: Distortion) -> Range<Int> {
    let (height, map) = (Float(source.height), distortion.map)
    let area = distortion.area ?? source
    let middle = map.y + (height - 1) / 2
    let reach = (abs(map.yx) * Float(area.width) + abs(map.yy) * Float(area.height)) / 2
    // The pixels on both sides of a sample, and one more for what rounding may do.
    let (top, bottom) = (middle - reach - 1, middle + reach + 3)
    let isMirrored = distortion.surroundings == .reflection && (top < 0 || bottom > height)
    if distortion.field != nil || isMirrored { return 0..<source.height }
    let first = Int(max(0, min(height - 1, top)))
    return first..<Int(max(Float(first + 1), min(height, bottom)))
  }
}

/// Where the samples of a target lie in its plane, which is measured in pixels of the source.
private struct SampleFrame {
  let area: ImageSize
  private let target: ImageSize
  private let rowTaps: Int
  let columnTaps: Int
  /// From one sample to the next along a row.
  let apart: Float
  /// From one sample to the next along a column.
  private let dy: Float

  init(area: ImageSize, target: ImageSize) {
    self.area = area
    self.target = target
    rowTaps = Self.taps(area.height, target.height)
    columnTaps = Self.taps(area.width, target.width)
    apart = Float(area.width) / Float(target.width * columnTaps)
    dy = Float(area.height) / Float(target.height * rowTaps)
  }

  private static func taps(_ source: Int, _ target: Int) -> Int {
    max(1, (source + target / 2) / max(1, target))
  }

  /// For each pixel of the target.
  var samples: Int { rowTaps * columnTaps }

  /// Calls `body` with the number and the place of each line of samples in a row of the target; places
  /// are relative to the middle.
  @inline(__always)
  func forEachLine(ofRow row: Int, _ body: (_ number: Int, _ v: Float) -> Void) {
    let top = 0.5 * dy - Float(area.height) / 2
    for tap in 0..<rowTaps {
      let number = row * rowTaps + tap
      body(number, top + Float(number) * dy)
    }
  }

  func withRows(of field: DisplacementField?, _ body: (DisplacementRows?) -> Void) {
    guard let field else { return body(nil) }
    field.withRows(
      rows: target.height * rowTaps, columns: target.width, taps: columnTaps, height: area.height,
      width: area.width, body)
  }
}
