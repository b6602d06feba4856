/// What a camera noted beside a picture: here only how it was held.
///
/// CIPA DC-008, "Exchangeable image file format for digital still cameras" (Exif 2.32), 4.6.4:
/// orientation, tag 274.
enum EXIF {
  /// The orientation in EXIF data, from 1 to 8; nil where it has none.
  ///
  /// - Parameter data: A TIFF file's header and directory; the signature that JPEG puts before it may
  ///   precede it elsewhere too.
  static func orientation(in data: ArraySlice<UInt8>) -> Int? {
    let tiff = data.starts(with: signature) ? data.dropFirst(signature.count) : data
    guard let orientation = TIFFDirectory(tiff)?.value(of: 274), (1...8).contains(orientation)
    else { return nil }
    return orientation
  }

  /// The orientation of a JPEG's EXIF data, or else of its XMP data, from 1 to 8; 1, which is upright,
  /// where it has none.
  static func orientation(ofJPEG data: [UInt8]) -> Int {
    var position = 2
    var noted: Int?
    // Segments of a marker, a length and as many bytes, until the image's own data begins.
    while position + 4 <= data.count {
      guard data[position] == 0xFF else {  // a byte where none belongs
        position += 1
        continue
      }
      let marker = data[position + 1]
      if marker == 0xFF {  // fills a gap
        position += 1
        continue
      }
      let length = Int(data[position + 2]) << 8 | Int(data[position + 3])
      let end = position + 2 + length
      guard marker != startOfScan, length >= 2, end <= data.count else {
        return noted ?? 1
      }
      let contents = data[position + 4..<end]
      if marker == application1, contents.starts(with: signature),
        let orientation = orientation(in: contents)
      {
        return orientation
      }
      if marker == application1, contents.starts(with: XMP.signature) {
        noted = noted ?? XMP.orientation(in: contents)
      }
      position = end
    }
    return noted ?? 1
  }

  private static let startOfScan: UInt8 = 0xDA
  private static let application1: UInt8 = 0xE1
  private static let signature = Array("Exif\0\0".utf8)

  /// The first directory of a TIFF file, as which EXIF data is stored.
  private struct TIFFDirectory {
    private let bytes: ArraySlice<UInt8>
    private let isLittleEndian: Bool

    init?(_ bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      isLittleEndian = bytes.starts(with: "II".utf8)
      guard isLittleEndian || bytes.starts(with: "MM".utf8), integer(at: 2, size: 2) == 42 else {
        return nil
      }
    }

    /// The value of a tag with one number of 16 or 32 bits: some cameras write the longer one.
    func value(of tag: Int) -> Int? {
      guard let directory = integer(at: 4, size: 4), let count = integer(at: directory, size: 2)
      else { return nil }
      for index in 0..<count {
        let entry = directory + 2 + 12 * index
        guard let found = integer(at: entry, size: 2) else { return nil }
        if found == tag {
          guard let type = integer(at: entry + 2, size: 2), let size = [3: 2, 4: 4][type],
            integer(at: entry + 4, size: 4) == 1
          else { return nil }
          return integer(at: entry + 8, size: size)
        }
      }
      return nil
    }

    private func integer(at offset: Int, size: Int) -> Int? {
      guard offset >= 0, offset + size <= bytes.count else { return nil }
      let field = bytes[bytes.startIndex + offset..<bytes.startIndex + offset + size]
      let ordered = isLittleEndian ? Array(field.reversed()) : Array(field)
      return ordered.reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
