import Files
import Kernels

/// Reads BMP images of 1 to 32 bits, of Windows and OS/2.
enum BMP {
  /// The image in a BMP, plain, with bit fields or in runs; alpha counts if a header names its bits.
  static func decode(
    _ data: [UInt8], limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> DecodedPicture {
    let header = try BMPHeader(of: data, path: path)
    let (height, width) = (header.height, header.width)
    try Bitmap.checkSize(width: width, height: height, limit: limit, path: path)
    let values = try values(data, header, path: path)
    let rows = header.isTopDown ? values : turned(values, height: height)
    if header.bits <= 8 {
      return DecodedPicture(width: width, height: height, layout: .gray, pixels: rows)
        .mapped(by: header.palette, to: .rgb)
    }
    let channels = header.masks.count
    let pixels = [UInt8](unsafeUninitializedCapacity: height * width * channels) { target, count in
      count = height * width * channels
      guard let target = target.baseAddress else { return }
      rows.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        separateFields(
          source, count: height * width, bytes: header.bits / 8, masks: header.masks, into: target)
      }
    }
    return DecodedPicture(
      width: width, height: height, layout: channels == 4 ? .rgba : .rgb, pixels: pixels)
  }

  /// The rows in the file's order, without what fills them up: a byte for each pixel of a palette, else
  /// the bytes of its number.
  private static func values(
    _ data: [UInt8], _ header: BMPHeader, path: String
  ) throws(FileProblem) -> [UInt8] {
    let (height, width) = (header.height, header.width)
    let damaged = FileProblem(
      path: path, found: "one that ends too early", expected: "a whole BMP image")
    guard header.offset <= data.count else { throw damaged }
    let isInRuns = header.compression == .runsOf8 || header.compression == .runsOf4
    let stride = (width * header.bits + 31) / 32 * 4
    guard isInRuns || stride * height <= data.count - header.offset else { throw damaged }
    let bytes = max(1, header.bits / 8)
    var isWhole = true
    let values = [UInt8](unsafeUninitializedCapacity: height * width * bytes) { target, count in
      count = height * width * bytes
      guard let target = target.baseAddress else { return }
      data[header.offset...].withUnsafeBufferPointer { source in
        guard !isInRuns else {
          target.initialize(repeating: 0, count: count)
          isWhole = decodeRuns(
            source, bits: header.bits, height: height, width: width, into: target)
          return
        }
        guard let source = source.baseAddress else { return }
        if header.bits < 8 {
          unpackBits(
            source, stride: stride, bits: header.bits, height: height, width: width, into: target)
        } else {
          for row in 0..<height {
            (target + row * width * bytes).update(
              from: source + row * stride, count: width * bytes)
          }
        }
      }
    }
    guard isWhole else { throw damaged }
    return values
  }

  /// The rows from the last to the first.
  private static func turned(_ values: [UInt8], height: Int) -> [UInt8] {
    let length = values.count / height
    var turned: [UInt8] = []
    turned.reserveCapacity(values.count)
    for row in (0..<height).reversed() { turned += values[row * length..<(row + 1) * length] }
    return turned
  }
}
