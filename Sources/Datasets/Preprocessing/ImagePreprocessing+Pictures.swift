import Basics
import Kernels

extension ImagePreprocessing {
  /// The image that a picture becomes: `height · width · channels` bytes of its own, row by row; of ink
  /// 0 for paper and 255 for full ink, of photographs as they were.
  ///
  /// - Parameters:
  ///   - pixels: `height · width` bytes of a gray picture, 0 for black and 255 for white, or three times
  ///     as many of red, green and blue, row by row; another number is a programming error.
  ///   - height: Of the picture, in pixels.
  ///   - width: Of the picture, in pixels.
  public func callAsFunction(_ pixels: [UInt8], height: Int, width: Int) -> [UInt8] {
    let size = format.byteCount
    return [UInt8](unsafeUninitializedCapacity: size) { target, count in
      count = size
      guard let base = target.baseAddress else { return }
      prepare(pixels, height: height, width: width, into: base)
    }
  }

  /// Writes the image that a picture becomes to `target`.
  package func prepare(
    _ pixels: [UInt8], height: Int, width: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    require(
      height > 0 && width > 0
        && (pixels.count == height * width || pixels.count == 3 * height * width),
      "ImagePreprocessing: a picture of \(height)×\(width) pixels, got \(pixels.count) bytes")
    let found = PixelLayout(height: height, width: width, channels: pixels.count / (height * width))
    pixels.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      withPixels(source, found, channels: channels) { pixels in
        let layout = PixelLayout(height: height, width: width, channels: channels)
        place(pixels, layout, into: target)
      }
    }
  }

  /// The pixels in as many channels as the image has.
  private func withPixels(
    _ pixels: UnsafePointer<UInt8>, _ found: PixelLayout, channels: Int,
    _ body: (UnsafePointer<UInt8>) -> Void
  ) {
    if found.channels == channels { return body(pixels) }
    let count = found.height * found.width
    let converted = UnsafeMutablePointer<UInt8>.allocate(capacity: count * channels)
    defer { converted.deallocate() }
    if channels == 1 {
      gray(ofRGB: pixels, count: count, into: converted)
    } else {
      colors(ofGray: pixels, count: count, into: converted)
    }
    body(converted)
  }

  private func place(
    _ pixels: UnsafePointer<UInt8>, _ layout: PixelLayout, into target: UnsafeMutablePointer<UInt8>
  ) {
    let placement = Placement(of: layout, in: self)
    let (rows, columns) = placement.part
    let stride = width * channels
    if rows.count < height || columns.count < width {
      fill(target, rows: height, columns: width, stride: stride, color: backgroundBytes)
    }
    let resize = FilteredResize(
      layout, to: placement.size, part: placement.part, filter: filter, mask: mask)
    let corner = placement.corner.row * stride + placement.corner.column * channels
    resize(pixels, into: target + corner, stride: stride)
  }

  private var filter: ResizeFilter {
    switch interpolation {
    case .area: .area
    case .bilinear: .triangle
    case .bicubic: .cubic
    }
  }

  /// Of dark ink all bytes are turned round.
  private var mask: UInt8 { values.polarity == .darkOnLight ? 255 : 0 }

  private var backgroundBytes: [UInt8] {
    let color = [background.red, background.green, background.blue].map { $0 ^ mask }
    if channels == 3 { return color }
    return [UInt8](unsafeUninitializedCapacity: 1) { target, count in
      count = 1
      gray(ofRGB: color, count: 1, into: target.baseAddress!)
    }
  }
}

/// Where a picture lies in the image that it becomes.
private struct Placement {
  /// The size that the picture is brought to.
  let size: (height: Int, width: Int)
  /// What of that is seen.
  let part: (rows: Range<Int>, columns: Range<Int>)
  /// Where that begins in the image.
  let corner: (row: Int, column: Int)

  init(of picture: PixelLayout, in image: ImagePreprocessing) {
    switch image.fit {
    case .stretched: size = (image.height, image.width)
    case .padded: size = Self.inside(picture, image)
    case .cropped: size = Self.around(picture, image)
    }
    if image.fit == .cropped {
      part = (
        Self.middle(image.height, of: size.height), Self.middle(image.width, of: size.width)
      )
      corner = (0, 0)
    } else {
      part = (0..<size.height, 0..<size.width)
      corner = ((image.height - size.height) / 2, (image.width - size.width) / 2)
    }
  }

  /// The largest size within the image.
  private static func inside(
    _ picture: PixelLayout, _ image: ImagePreprocessing
  ) -> (height: Int, width: Int) {
    func scaled(_ length: Int, by numerator: Int, over denominator: Int) -> Int {
      max(1, (2 * length * numerator + denominator) / (2 * denominator))
    }
    if picture.height * image.width > picture.width * image.height {
      return (image.height, scaled(picture.width, by: image.height, over: picture.height))
    }
    return (scaled(picture.height, by: image.width, over: picture.width), image.width)
  }

  /// The smallest size around the image, or that of its shorter side; as torchvision's `Resize` rounds.
  private static func around(
    _ picture: PixelLayout, _ image: ImagePreprocessing
  ) -> (height: Int, width: Int) {
    let isTall =
      image.shorterSide == nil
      ? picture.height * image.width >= picture.width * image.height
      : picture.height >= picture.width
    if isTall {
      let width = image.shorterSide ?? image.width
      return (max(image.height, width * picture.height / picture.width), width)
    }
    let height = image.shorterSide ?? image.height
    return (height, max(image.width, height * picture.width / picture.height))
  }

  /// As torchvision's `CenterCrop` rounds: halves to even.
  private static func middle(_ count: Int, of size: Int) -> Range<Int> {
    let start = Int((Double(size - count) / 2).rounded(.toNearestOrEven))
    return start..<start + count
  }
}
