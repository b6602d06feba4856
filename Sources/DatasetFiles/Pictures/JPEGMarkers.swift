import Foundation

/// The marks in a JPEG file between which its parts lie (ITU-T T.81, annex B).
enum JPEGMarkers {
  private static let endOfImage: UInt8 = 0xD9
  /// Marks without contents: of restarts, of the start, and one for arithmetic codes.
  private static let alone: ClosedRange<UInt8> = 0xD0...0xD8

  /// Whether the file has the mark of its end, behind the image's own data: one that was cut off has
  /// none, and the decoder would fill up what is missing.
  ///
  /// What lies in a segment, as a thumbnail with an end of its own, is passed over.
  static func hasEnd(_ data: [UInt8]) -> Bool {
    var position = 2
    while let mark = nextMark(in: data, from: position) {
      let marker = data[mark + 1]
      position = mark + 2
      if marker == endOfImage { return true }
      if alone.contains(marker) || marker == 1 { continue }
      guard position + 2 <= data.count else { return false }
      position += Int(data[position]) << 8 | Int(data[position + 1])
    }
    return false
  }

  /// The position of the next byte 255 that is followed by neither 0, as in the image's own data, nor
  /// another one that fills a gap.
  private static func nextMark(in data: [UInt8], from start: Int) -> Int? {
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var position = start
      while position + 1 < bytes.count,
        let found = memchr(base + position, 0xFF, bytes.count - position)
      {
        let mark = UnsafeRawPointer(found) - base
        guard mark + 1 < bytes.count else { return nil }
        if bytes[mark + 1] != 0 && bytes[mark + 1] != 0xFF { return mark }
        position = mark + 1
      }
      return nil
    }
  }
}
