import Basics
import Foundation
import Tensor

/// A change in a gallery file: a head of 64 bytes, the names and then the rows, each part filled up to a
/// multiple of 64 bytes, so that rows can be used where they lie. Numbers are little-endian.
struct GalleryRecord {
  enum Kind: UInt32 {
    /// What the network makes of two fixed images: two rows, and a third that begins with two verdicts.
    case network
    /// Examples more.
    case add
    /// As `add`, in a file that reached the disk as a whole before it got its name: its rows are not read
    /// when it is opened.
    case settled
    case remove, removeExample, removeAll
  }

  let kind: Kind
  /// The classes, and how many rows of each follow; to remove an example, its position instead.
  let names: [(label: String, count: Int)]
  /// Where the rows are in the file, and their number.
  let rows: (start: Int, count: Int)
  /// Where the next record is.
  let end: Int

  static let unit = 64
  private static let mark: UInt32 = 0x5247_534F

  /// Filled up to a multiple of the unit.
  private static func filled(_ count: Int) -> Int {
    (count + unit - 1) / unit * unit
  }

  // MARK: - Writing

  /// The bytes of a record, in pieces of which those of the rows are not copied.
  ///
  /// - Parameters:
  ///   - kind: What it says.
  ///   - names: See ``names``.
  ///   - rows: `[n, width]` each.
  ///   - body: Gets the pieces, which are valid until it returns.
  static func withBytes<Failure: Error>(
    _ kind: Kind, _ names: [(label: String, count: Int)], rows: [Tensor] = [],
    _ body: ([UnsafeRawBufferPointer]) throws(Failure) -> Void
  ) throws(Failure) {
    var text: [UInt8] = []
    for (label, count) in names {
      let bytes = Array(label.utf8)
      append(UInt32(bytes.count), to: &text)
      append(UInt32(count), to: &text)
      text += bytes
    }
    let textCount = text.count
    text += repeatElement(0, count: filled(textCount) - textCount)
    let rowBytes = rows.reduce(0) { $0 + 4 * $1.count }
    let rest = [UInt8](repeating: 0, count: filled(rowBytes) - rowBytes)
    var sum = DamageCheck()
    for tensor in rows {
      tensor.withUnsafeScalars {
        sum.add(UnsafeRawBufferPointer($0), rows: tensor.shape[0], of: 4 * tensor.shape[1])
      }
    }
    var head: [UInt8] = []
    append(mark, to: &head)
    append(kind.rawValue, to: &head)
    for count in [names.count, textCount, rows.reduce(0) { $0 + $1.shape[0] }, rowBytes] {
      append(UInt64(count), to: &head)
    }
    append(rows.isEmpty ? 0 : sum.value, to: &head)
    append(head.withUnsafeBytes { head in text.withUnsafeBytes { check(of: head, $0) } }, to: &head)
    head += repeatElement(0, count: unit - head.count)
    let first = UnsafeRawBufferPointer(copying: head + text)
    let last = UnsafeRawBufferPointer(copying: rest)
    defer {
      first.deallocate()
      last.deallocate()
      withExtendedLifetime(rows) {}
    }
    let middle = rows.map { tensor in
      UnsafeRawBufferPointer(start: tensor.scalarPointer, count: 4 * tensor.count)
    }
    try body([first] + middle + [last])
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  /// Of the head up to the place of this sum, and the names.
  private static func check(
    of head: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer
  ) -> UInt64 {
    var sum = DamageCheck()
    sum.add(head)
    sum.add(text)
    return sum.value
  }

  // MARK: - Reading

  /// Whether what lies at `start` begins as a record does.
  static func isMarked(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    bytes.count - start >= unit
      && UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)) == mark
  }

  /// The record at `start`, nil if none is whole there.
  ///
  /// - Parameters:
  ///   - bytes: Those of the file.
  ///   - start: A multiple of the unit.
  ///   - width: The size of an embedding.
  ///   - checksRows: Whether rows are read to see whether they are whole, unless the file vouches for them.
  init?(in bytes: UnsafeRawBufferPointer, at start: Int, width: Int, checksRows: Bool = true) {
    func sum(_ place: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    func number(_ place: Int) -> Int? { Int(exactly: sum(place)) }
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes[range])
    }
    func word(_ place: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
    let room = bytes.count - start
    guard room >= Self.unit, word(start) == Self.mark, let kind = Kind(rawValue: word(start + 4)),
      let count = number(start + 8), let text = number(start + 16), let rows = number(start + 24),
      let rowBytes = number(start + 32), text <= room, rowBytes <= room, rows <= room,
      rows.multipliedReportingOverflow(by: 4 * width) == (rowBytes, false),
      Self.unit + Self.filled(text) + Self.filled(rowBytes) <= room
    else { return nil }
    let (names, first) = (start + Self.unit, start + Self.unit + Self.filled(text))
    guard
      Self.check(of: part(start..<start + 48), part(names..<first)) == sum(start + 48),
      let found = Self.names(in: part(names..<names + text), count)
    else { return nil }
    if checksRows && kind != .settled && rows > 0 {
      var found = DamageCheck()
      found.add(part(first..<first + rowBytes), rows: rows, of: 4 * width)
      guard found.value == sum(start + 40) else { return nil }
    }
    if kind == .add || kind == .settled {
      guard found.reduce(0, { $0 + $1.count }) == rows else { return nil }
    }
    self.kind = kind
    self.names = found
    self.rows = (first, rows)
    end = first + Self.filled(rowBytes)
  }

  private static func names(
    in bytes: UnsafeRawBufferPointer, _ count: Int
  ) -> [(label: String, count: Int)]? {
    guard count <= bytes.count / 8 else { return nil }
    var names: [(label: String, count: Int)] = []
    names.reserveCapacity(count)
    var place = 0
    for _ in 0..<count {
      guard place + 8 <= bytes.count else { return nil }
      let length = Int(
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      let rows = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
      place += 8
      guard length > 0, place + length <= bytes.count else { return nil }
      let label = UnsafeRawBufferPointer(rebasing: bytes[place..<place + length])
      names.append((String(decoding: label, as: UTF8.self), Int(rows)))
      place += length
    }
    return place == bytes.count ? names : nil
  }
}

extension DamageCheck {
  /// Adds rows one by one, so that it does not matter how many lay together when they were written.
  fileprivate mutating func add(_ bytes: UnsafeRawBufferPointer, rows: Int, of size: Int) {
    for row in 0..<rows {
      add(UnsafeRawBufferPointer(rebasing: bytes[row * size..<(row + 1) * size]))
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Memory of its own with the bytes.
  fileprivate init(copying bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    memory.copyBytes(from: bytes)
    self.init(memory)
  }
}
