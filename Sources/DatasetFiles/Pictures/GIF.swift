import Files
import Kernels

/// Reads the first image of GIF files, animated or not.
enum GIF {
  /// The first image on the file's canvas, whose other parts are transparent if a color of the image
  /// is, or else have the first color of the palette.
  static func decode(
    _ data: [UInt8], limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> DecodedPicture {
    let damaged = FileProblem(path: path, found: "a damaged one", expected: "a GIF image")
    guard let frame = GIFFrame(firstOf: data) else { throw damaged }
    let width = max(frame.canvasWidth, frame.left + frame.width)
    let height = max(frame.canvasHeight, frame.top + frame.height)
    try Bitmap.checkSize(width: width, height: height, limit: limit, path: path)
    let size = frame.width * frame.height
    var isWhole = false
    let indices = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      frame.codes.withUnsafeBufferPointer { codes in
        let room = UnsafeMutableBufferPointer(rebasing: target[..<size])
        count = decodeLZW(codes, valueBits: frame.valueBits, into: room)
      }
      isWhole = count == size
    }
    guard isWhole else { throw damaged }
    var canvas = [UInt8](repeating: frame.transparent ?? 0, count: width * height)
    for (row, source) in zip(rows(of: frame), 0...) {
      let start = (frame.top + row) * width + frame.left
      canvas.replaceSubrange(
        start..<start + frame.width,
        with: indices[source * frame.width..<(source + 1) * frame.width])
    }
    let picture = DecodedPicture(width: width, height: height, layout: .gray, pixels: canvas)
    return picture.mapped(
      by: frame.table, to: frame.transparent == nil ? .rgb : .rgba)
  }

  /// The rows in the order in which they are stored: every eighth first where they are interlaced.
  private static func rows(of frame: GIFFrame) -> [Int] {
    guard frame.isInterlaced else { return Array(0..<frame.height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: frame.height, by: step))
    }
  }
}
