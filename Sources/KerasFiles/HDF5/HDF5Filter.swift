import DatasetFiles
import Files

/// What was done to the bytes of a piece of an array.
struct HDF5Filter {
  private let number: Int
  private let settings: [Int]

  /// The filters in the order in which they were applied.
  static func all(_ message: HDF5Cursor) throws -> [HDF5Filter] {
    var cursor = message
    let version = try cursor.number(1)
    guard (1...2).contains(version) else { throw HDF5Problem.damage }
    let count = try cursor.number(1)
    if version == 1 { try cursor.skip(6) }
    return try (0..<count).map { _ in
      let number = try cursor.number(2)
      let hasName = version == 1 || number >= 256
      let nameSize = hasName ? try cursor.number(2) : 0
      try cursor.skip(2)
      let settingCount = try cursor.number(2)
      try cursor.skip(version == 1 ? (nameSize + 7) / 8 * 8 : nameSize)
      var settings: [Int] = []
      for _ in 0..<settingCount { settings.append(try cursor.number(4)) }
      if version == 1 && settingCount % 2 == 1 { try cursor.skip(4) }
      return HDF5Filter(number: number, settings: settings)
    }
  }

  /// The bytes before.
  ///
  /// - Parameters:
  ///   - limit: More is refused.
  ///   - place: What errors name.
  func undone(_ bytes: [UInt8], limit: Int, place: String) throws -> [UInt8] {
    switch number {
    case 1: return try Archive.inflate(bytes, limit: limit, place: place)
    case 2: return shuffledBack(bytes)
    // A checksum behind the bytes.
    case 3: return Array(bytes.dropLast(4))
    default: throw HDF5Problem.unknown("scalars packed by the filter \(number)")
    }
  }

  /// All first bytes of the scalars come first, then all second ones.
  private func shuffledBack(_ bytes: [UInt8]) -> [UInt8] {
    guard let size = settings.first, size > 1, size <= bytes.count else { return bytes }
    let count = bytes.count / size
    var result = bytes
    for index in 0..<count {
      for byte in 0..<size { result[index * size + byte] = bytes[byte * count + index] }
    }
    return result
  }
}
