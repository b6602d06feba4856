/// Packs bytes as zlib does, for PNG: what came before within 32 KB is named by where and how long it
/// was, with the codes that need no table.
///
/// P. Deutsch, "DEFLATE compressed data format specification", RFC 1951, 1996, section 3.2.6, and RFC
/// 1950. Where that makes nothing smaller, as of photographs, the bytes are stored as they are.
package func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var packer = Deflater()
  packer.pack(bytes)
  let stored = storedBlocks(of: bytes)
  let body = packer.bytes.count < stored.count ? packer.bytes : stored
  return [0x78, 0x01] + body + bigEndian(adler32(bytes))
}

/// Blocks that are stored.
private func storedBlocks(of bytes: [UInt8]) -> [UInt8] {
  if bytes.isEmpty { return [1, 0, 0, 0xFF, 0xFF] }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 65_535 * 5 + 5)
  for start in stride(from: 0, to: bytes.count, by: 65_535) {
    let block = bytes[start..<min(start + 65_535, bytes.count)]
    let size = UInt16(truncatingIfNeeded: block.count)
    result.append(block.endIndex == bytes.count ? 1 : 0)
    result += [size, ~size].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    result += block
  }
  return result
}

/// The check sum of zlib.
private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (a, b) = (UInt32(1), UInt32(0))
  for start in stride(from: 0, to: bytes.count, by: 5552) {
    for position in start..<min(start + 5552, bytes.count) {
      a &+= UInt32(bytes[position])
      b &+= a
    }
    (a, b) = (a % 65_521, b % 65_521)
  }
  return b << 16 | a
}

/// Four bytes, the highest first.
package func bigEndian(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}

/// One block with fixed codes.
private struct Deflater {
  private(set) var bytes: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0
  /// The last place of each three bytes, by their hash.
  private var places = [Int32](repeating: -1, count: 1 << 13)

  mutating func pack(_ bytes: [UInt8]) {
    write(0b011, 3)
    var position = 0
    while position < bytes.count {
      let found = match(bytes, at: position)
      if found.length < 3 {
        writeSymbol(Int(bytes[position]))
        position += 1
      } else {
        write(length: found.length, distance: found.distance)
        // Not every place within a long run is worth remembering.
        for place in position + 1..<position + min(found.length, 16) { remember(bytes, place) }
        position += found.length
      }
    }
    writeSymbol(256)
    if bitCount > 0 { write(0, 8 - bitCount) }
  }

  private func hash(_ bytes: [UInt8], _ position: Int) -> Int {
    let key =
      UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8
      | UInt32(bytes[position + 2])
    return Int((key &* 0x9E37_79B1) >> 19)
  }

  private mutating func remember(_ bytes: [UInt8], _ position: Int) {
    if position + 3 <= bytes.count { places[hash(bytes, position)] = Int32(position) }
  }

  /// The bytes from a position on that were there before.
  private mutating func match(_ bytes: [UInt8], at position: Int) -> (length: Int, distance: Int) {
    guard position + 3 <= bytes.count else { return (0, 0) }
    let slot = hash(bytes, position)
    let before = Int(places[slot])
    places[slot] = Int32(position)
    guard before >= 0, position - before <= 32_768 else { return (0, 0) }
    let most = min(258, bytes.count - position)
    var length = 0
    while length < most && bytes[before + length] == bytes[position + length] { length += 1 }
    return (length, position - before)
  }

  /// Bits with the lowest first.
  private mutating func write(_ value: Int, _ count: Int) {
    bits |= UInt64(value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  /// A code, whose highest bit comes first.
  private mutating func write(code: Int, _ count: Int) {
    var reversed = 0
    for bit in 0..<count where code >> bit & 1 == 1 { reversed |= 1 << (count - 1 - bit) }
    write(reversed, count)
  }

  private mutating func writeSymbol(_ symbol: Int) {
    switch symbol {
    case ..<144: write(code: 0x30 + symbol, 8)
    case ..<256: write(code: 0x190 + symbol - 144, 9)
    case ..<280: write(code: symbol - 256, 7)
    default: write(code: 0xC0 + symbol - 280, 8)
    }
  }

  private mutating func write(length: Int, distance: Int) {
    let l = Self.lengths.lastIndex { $0.base <= length }!
    writeSymbol(257 + l)
    write(length - Self.lengths[l].base, Self.lengths[l].bits)
    let d = Self.distances.lastIndex { $0.base <= distance }!
    write(code: d, 5)
    write(distance - Self.distances[d].base, Self.distances[d].bits)
  }

  /// The smallest length of each symbol from 257 on, and how many bits say what is more.
  private static let lengths: [(base: Int, bits: Int)] =
    ranges(count: 28, bits: { max(0, $0 / 4 - 1) }, from: 3) + [(258, 0)]
  /// The same of distances.
  private static let distances = ranges(count: 30, bits: { max(0, $0 / 2 - 1) }, from: 1)

  private static func ranges(
    count: Int, bits: (Int) -> Int, from first: Int
  ) -> [(base: Int, bits: Int)] {
    var base = first
    return (0..<count).map { index in
      defer { base += 1 << bits(index) }
      return (base, bits(index))
    }
  }
}
