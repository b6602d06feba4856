import Files

/// A file of HDF5: its superblock, and the bytes at its addresses.
///
/// The format is described in "HDF5 File Format Specification, version 3.0", whose names are used here. It is
/// read here and not by libhdf5, which files that nobody wrote bring to read and write beyond its memory.
final class HDF5Source {
  let file: FileReader
  /// Where the object header of the root group lies.
  let root: Int
  /// The bytes of the file before the superblock, from which addresses count.
  private let base: Int
  private let widths: (offset: Int, length: Int)
  /// How many bytes may still be read of what is not scalars: a file can name the same ones many times.
  private var budget: Int

  private static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  init(_ file: FileReader) throws {
    self.file = file
    budget = 1 << 20 + file.size * 8
    base = try Self.start(of: file)
    // The longest superblock, with addresses and sizes of eight bytes, has 100.
    var cursor = HDF5Cursor(try file.bytes(base..<min(base + 128, file.size)))
    try cursor.skip(Self.signature.count)
    let version = try cursor.number(1)
    let isFirst = version < 2
    guard version < 4 else { throw HDF5Problem.unknown("a superblock of version \(version)") }
    if isFirst { try cursor.skip(4) }
    widths = (try cursor.number(1), try cursor.number(1))
    guard [2, 4, 8].contains(widths.offset), [2, 4, 8].contains(widths.length) else {
      throw HDF5Problem.unknown("addresses of \(widths.offset) and sizes of \(widths.length) bytes")
    }
    // Sizes of nodes and flags, which reading does without.
    try cursor.skip(isFirst ? 9 + (version == 1 ? 4 : 0) : 1)
    // The base address, two others, and the driver's or that of the root group.
    try cursor.skip((isFirst ? 5 : 3) * widths.offset)
    var place = HDF5Cursor(
      try cursor.bytes(widths.offset), offset: widths.offset, length: widths.length)
    guard let root = try place.address() else { throw HDF5Problem.damage }
    self.root = root
  }

  /// The superblock lies at the beginning, or behind 512, 1024, … bytes of something else.
  private static func start(of file: FileReader) throws -> Int {
    var start = 0
    while start <= file.size - signature.count {
      if try file.bytes(start..<start + signature.count) == signature { return start }
      start = start == 0 ? 512 : start * 2
    }
    throw HDF5Problem(found: "something else, or a damaged one", expected: "a file of HDF5")
  }

  /// Where the bytes of an address lie in the file, all of which must be there.
  func range(at address: Int, count: Int) throws -> Range<Int> {
    let size = file.size - base
    guard (0...size).contains(address), (0...size - address).contains(count) else {
      throw HDF5Problem.damage
    }
    return base + address..<base + address + count
  }

  /// The bytes at an address.
  func cursor(at address: Int, count: Int) throws -> HDF5Cursor {
    guard count <= budget else {
      throw HDF5Problem(found: "more", expected: "names and sizes that fit the file")
    }
    budget -= count
    return cursor(try file.bytes(try range(at: address, count: count)))
  }

  /// The bytes at an address up to the end of the file, but no more than `count`.
  func cursor(at address: Int, upTo count: Int) throws -> HDF5Cursor {
    let left = file.size - base - address
    return try cursor(at: address, count: min(count, max(0, left)))
  }

  /// Bytes of the file in which there may be addresses and sizes.
  func cursor(_ bytes: [UInt8]) -> HDF5Cursor {
    HDF5Cursor(bytes, offset: widths.offset, length: widths.length)
  }

  /// Bytes of an address and of a size.
  var addressSize: Int { widths.offset }
  var lengthSize: Int { widths.length }
}
