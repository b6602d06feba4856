/// The whole of a picture of which a file stores a part, as the first image of an animation; the rest
/// is transparent.
struct DecodedCanvas {
  let width: Int
  let height: Int

  /// The part on the canvas; nil if it lies partly outside.
  func placing(_ part: DecodedPicture, left: Int, top: Int) -> DecodedPicture? {
    guard left >= 0, top >= 0, left + part.width <= width, top + part.height <= height else {
      return nil
    }
    if part.width == width && part.height == height { return part }
    let source = part.layout == .rgb ? part.withAlpha : part
    let channels = source.layout.channels
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    let length = part.width * channels
    for row in 0..<part.height {
      let start = ((top + row) * width + left) * channels
      pixels.replaceSubrange(
        start..<start + length, with: source.pixels[row * length..<(row + 1) * length])
    }
    return DecodedPicture(width: width, height: height, layout: source.layout, pixels: pixels)
  }
}
