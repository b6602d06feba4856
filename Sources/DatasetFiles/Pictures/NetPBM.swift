import Files
import Kernels

/// Reads PBM, PGM and PPM images, plain (P1 to P3) and of bytes (P4 to P6).
enum NetPBM {
  /// The image in such a file; values up to any largest one become bytes.
  static func decode(
    _ data: [UInt8], limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> DecodedPicture {
    let damaged = FileProblem(
      path: path, found: "a damaged one", expected: "a PBM, PGM or PPM image")
    guard let header = Header(of: data) else { throw damaged }
    let (width, height) = (header.width, header.height)
    try Bitmap.checkSize(width: width, height: height, limit: limit, path: path)
    let layout: DecodedPicture.Layout = header.isColored ? .rgb : .gray
    let size = width * height * layout.channels
    var isWhole = false
    // A number takes a byte at least, but for the bits of a bitmap.
    guard size <= header.mostValues(in: data.count) else { throw damaged }
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      let room = UnsafeMutableBufferPointer(rebasing: target[..<size])
      isWhole = data[header.end...].withUnsafeBufferPointer { header.read($0, into: room) }
      count = isWhole ? size : 0
    }
    guard isWhole else { throw damaged }
    return DecodedPicture(width: width, height: height, layout: layout, pixels: pixels)
  }

  private struct Header {
    /// From 1 to 6, of the file's first two bytes.
    let kind: Int
    let width: Int
    let height: Int
    /// The byte for each number up to the largest one, 255 for it.
    let table: [UInt8]
    /// Where the pixels begin.
    let end: Int

    init?(of data: [UInt8]) {
      var reader = ByteReader(data, at: 1)
      guard let digit = reader.byte(), (0x31...0x36).contains(digit) else { return nil }
      kind = Int(digit) - 0x30
      guard let width = Self.number(&reader), let height = Self.number(&reader), width > 0,
        height > 0
      else { return nil }
      (self.width, self.height) = (width, height)
      if kind == 1 || kind == 4 {
        table = [255, 0]
      } else {
        guard let largest = Self.number(&reader), (1...65535).contains(largest) else { return nil }
        table = (0...largest).map {
          UInt8((Double($0) / Double(largest) * 255).rounded(.toNearestOrEven))
        }
      }
      end = reader.position
    }

    var isColored: Bool { kind == 3 || kind == 6 }
    private var isWide: Bool { table.count > 256 }

    /// A bound on how many numbers as many bytes can hold.
    func mostValues(in bytes: Int) -> Int { kind == 4 ? 8 * bytes : bytes }

    /// Reads all pixels; false if the data ends before or has a number beyond the largest one.
    func read(
      _ data: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
      guard let pixels = target.baseAddress else { return false }
      return table.withUnsafeBufferPointer { table in
        if kind <= 3 {
          return readDecimals(data, isOneDigitEach: kind == 1, table: table, into: target)
        }
        let stride = kind == 4 ? (width + 7) / 8 : width * (isColored ? 3 : 1) * (isWide ? 2 : 1)
        guard let source = data.baseAddress, stride * height <= data.count else { return false }
        if isWide {
          lookUpWide(source, count: target.count, in: table, into: pixels)
          return true
        }
        // What is beyond the largest number counts as it.
        let entries = (0..<256).map { table[min($0, table.count - 1)] }
        if kind == 4 {
          unpackBits(source, stride: stride, bits: 1, height: height, width: width, into: pixels)
          lookUp(pixels, count: target.count, in: entries, channels: 1, into: pixels)
        } else {
          lookUp(source, count: target.count, in: entries, channels: 1, into: pixels)
        }
        return true
      }
    }

    /// The next number of the header and the one space behind it; a comment begins with `#`.
    private static func number(_ reader: inout ByteReader) -> Int? {
      var digits = 0
      var number = 0
      while let byte = reader.byte() {
        switch byte {
        case 0x30...0x39:
          (digits, number) = (digits + 1, number * 10 + Int(byte) - 0x30)
          if digits > 10 { return nil }
        case 0x23: while let next = reader.byte(), next != 0x0A, next != 0x0D {}
        case 0x20, 0x09...0x0D: if digits > 0 { return number }
        default: return nil
        }
      }
      return nil
    }
  }
}
