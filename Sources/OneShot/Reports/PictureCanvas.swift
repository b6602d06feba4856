import Basics
import Datasets
import Kernels

/// A white picture to draw images of datasets on.
struct PictureCanvas {
  let width: Int
  let height: Int
  let channels: Int
  private(set) var pixels: [UInt8]

  init(width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    pixels = Array(repeating: 255, count: width * height * channels)
  }

  /// Draws an image of a dataset: of ink on paper as black on white.
  mutating func draw(_ dataset: ImageDataset, _ image: Int, x: Int, y: Int) {
    let bytes = dataset.visibleBytes(ofImage: image)
    let line = dataset.width * channels
    for row in 0..<dataset.height {
      let target = ((y + row) * width + x) * channels
      pixels.replaceSubrange(target..<target + line, with: bytes[row * line..<(row + 1) * line])
    }
  }

  mutating func fill(x: Int, y: Int, height: Int, width: Int, gray: UInt8) {
    for row in y..<y + height {
      let start = (row * self.width + x) * channels
      let count = width * channels
      pixels.replaceSubrange(start..<start + count, with: repeatElement(gray, count: count))
    }
  }

  /// A frame around a tile, black if not said otherwise, some pixels of paper between.
  mutating func frame(
    x: Int, y: Int, height: Int, width: Int, thickness: Int, gap: Int = 1, gray: UInt8 = 0
  ) {
    let (left, top) = (x - gap - thickness, y - gap - thickness)
    let (tall, wide) = (height + 2 * (gap + thickness), width + 2 * (gap + thickness))
    for edge in [top, y + height + gap] {
      fill(x: left, y: edge, height: thickness, width: wide, gray: gray)
    }
    for edge in [left, x + width + gap] {
      fill(x: edge, y: top, height: tall, width: thickness, gray: gray)
    }
  }
}

extension ImageDataset {
  /// The bytes of one image as it is shown: of ink on paper as black on white.
  func visibleBytes(ofImage position: Int) -> [UInt8] {
    let bytes = bytes(ofImage: position)
    return format.values.isInk ? bytes.map { 255 - $0 } : bytes
  }

  /// One image as the address of a PNG file.
  func pictureAddress(ofImage position: Int) -> String {
    pngAddress(
      packedPNG(
        width: width, height: height, channels: channels, pixels: visibleBytes(ofImage: position)))
  }

  /// The class by which a page's style sheet knows the images: ink is light where the page is dark.
  var pictureKind: String { format.values.isInk ? "ink" : "photo" }

  /// What a page calls the picture of an image, different for datasets of other names.
  func pictureName(_ position: Int) -> String {
    // FNV-1a, which is the same in every run.
    let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return "p\(String(hash, radix: 36))-\(position)"
  }

  /// The same images no larger than so many pixels, unless they are ink, which packs well.
  func reduced(toSide side: Int) -> ImageDataset {
    let limit = format.values.isInk ? 105 : side
    let longer = max(height, width)
    if longer <= limit { return self }
    return resized(height: max(1, height * limit / longer), width: max(1, width * limit / longer))
  }
}
