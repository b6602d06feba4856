import CLibWebP
import Files

/// Reads WebP images through libwebp.
enum WebP {
  /// The image in a WebP, with or without loss; of an animation the first one.
  static func decode(
    _ data: [UInt8], limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> (picture: DecodedPicture, orientation: Int) {
    let chunks = WebPChunks(data)
    // What is behind the image may be cut off too, as the orientation, which libwebp does not miss.
    guard chunks.isWhole else {
      throw FileProblem(
        path: path, found: "one that ends too early", expected: "a whole WebP image")
    }
    let canvas = try features(of: data, limit: limit, path: path)
    guard let frame = chunks.firstFrame else {
      return (try still(data, limit: limit, path: path), chunks.orientation)
    }
    let picture = try still(frame.file, limit: limit, path: path)
    let (width, height) = (Int(canvas.width), Int(canvas.height))
    let place = DecodedCanvas(width: width, height: height)
    guard let whole = place.placing(picture, left: frame.left, top: frame.top) else {
      throw FileProblem(
        path: path, found: "one whose first image lies outside", expected: "a WebP image")
    }
    return (whole, chunks.orientation)
  }

  /// What the header says, whose size is one that may be read.
  private static func features(
    of data: [UInt8], limit: Int, path: String
  ) throws(FileProblem) -> WebPBitstreamFeatures {
    var features = WebPBitstreamFeatures()
    guard WebPGetFeatures(data, data.count, &features) == VP8_STATUS_OK, features.width > 0,
      features.height > 0
    else { throw FileProblem(path: path, found: "a damaged one", expected: "a WebP image") }
    try Bitmap.checkSize(
      width: Int(features.width), height: Int(features.height), limit: limit, path: path)
    return features
  }

  private static func still(
    _ data: [UInt8], limit: Int, path: String
  ) throws(FileProblem) -> DecodedPicture {
    let features = try features(of: data, limit: limit, path: path)
    let (width, height) = (Int(features.width), Int(features.height))
    let layout: DecodedPicture.Layout = features.has_alpha != 0 ? .rgba : .rgb
    let stride = width * layout.channels
    let pixels = [UInt8](unsafeUninitializedCapacity: height * stride) { pixels, count in
      let decode = layout == .rgba ? WebPDecodeRGBAInto : WebPDecodeRGBInto
      let done = decode(data, data.count, pixels.baseAddress, height * stride, CInt(stride))
      count = done == nil ? 0 : height * stride
    }
    guard !pixels.isEmpty else {
      throw FileProblem(path: path, found: "a damaged one", expected: "a WebP image")
    }
    return DecodedPicture(width: width, height: height, layout: layout, pixels: pixels)
  }
}
