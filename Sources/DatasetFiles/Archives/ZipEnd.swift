/// What the records at the end of a zip archive say about its directory.
struct ZipEnd {
  /// Of the directory, in the file.
  let range: Range<Int>
  /// How many entries it has.
  let count: Int
  /// How far everything is behind the place that the archive says, because something was put before it.
  let shift: Int

  private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
  private static let longSignature = 0x0606_4B50
  private static let locatorSignature = 0x0706_4B50
  private static let (recordSize, longRecordSize, locatorSize) = (22, 56, 20)
  private static let longestComment = 65_535

  /// How much of the end of a file is looked at.
  static let searched = longRecordSize + locatorSize + recordSize + longestComment

  /// Nil if there is no such record, or what it says cannot be.
  ///
  /// - Parameters:
  ///   - tail: The last bytes of the file, ``searched`` of them or all.
  ///   - size: Of the file.
  init?(_ tail: [UInt8], size: Int) {
    guard let place = Self.place(in: tail) else { return nil }
    let bytes = LittleEndian(tail)
    let start = size - tail.count
    var (count, length, offset) = (
      bytes.number(at: place + 10, 2), bytes.number(at: place + 12, 4),
      bytes.number(at: place + 16, 4)
    )
    var end = start + place
    if let long = Self.longPlace(before: place, in: bytes) {
      (count, length, offset) = (
        bytes.number(at: long + 32, 8), bytes.number(at: long + 40, 8),
        bytes.number(at: long + 48, 8)
      )
      end = start + long
    }
    guard length <= end, offset <= end - length else { return nil }
    range = end - length..<end
    self.count = count
    shift = range.lowerBound - offset
  }

  /// The last record whose comment ends with the file, or else the last one whose comment fits: a comment
  /// may look like a record, and something may have been put behind an archive.
  private static func place(in tail: [UInt8]) -> Int? {
    let bytes = LittleEndian(tail)
    var fitting: Int?
    for place in stride(from: tail.count - recordSize, through: 0, by: -1)
    where tail[place] == signature[0] && tail[place..<place + 4].elementsEqual(signature) {
      let end = place + recordSize + bytes.number(at: place + 20, 2)
      if end == tail.count { return place }
      if end < tail.count && fitting == nil { fitting = place }
    }
    return fitting
  }

  /// The record with longer numbers, which is followed by one that tells where it is.
  private static func longPlace(before place: Int, in bytes: LittleEndian) -> Int? {
    let locator = place - locatorSize
    let long = locator - longRecordSize
    guard long >= 0, bytes.number(at: locator, 4) == locatorSignature,
      bytes.number(at: long, 4) == longSignature
    else { return nil }
    return long
  }
}
