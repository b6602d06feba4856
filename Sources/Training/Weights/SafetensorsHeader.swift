import Basics
import Files
import Kernels
import Tensor

/// What is wrong with a file, before its path is known.
struct SafetensorsProblem: Error {
  let expected: String
  let found: String
}

/// What a file of tensors says about its scalars.
struct SafetensorsHeader {
  /// Where the tensors lie, in that order.
  var entries: [Entry] = []
  var metadata: [String: String] = [:]
  /// The first byte after the header.
  private(set) var end = 0
  /// The checksum that the file states, if it does.
  private(set) var statedChecksum: UInt64?
  /// The checksum of the header, its own digits taken as zeros; tensors are to be added.
  private(set) var checksum = DamageCheck()

  /// One tensor of the file.
  struct Entry {
    let name: String
    /// What the format calls its type.
    let type: String
    /// Nil for a type that is not read.
    let stored: StoredScalar?
    let shape: Shape
    /// Bytes, counted from the end of the header.
    let range: Range<Int>
  }

  /// No header is larger: a limit of the format.
  private static let largest = 100_000_000
  private static let types: [String: StoredScalar] = [
    "I8": .byte, "F16": .half, "BF16": .brain, "F32": .single, "F64": .double, "BOOL": .bool,
    "U8": .uint8, "I16": .int16, "U16": .uint16, "I32": .int32, "U32": .uint32, "I64": .int64,
    "U64": .uint64,
  ]
  /// The bits of types that the format has and that are not read.
  private static let otherTypes = [
    "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "F6_E2M3": 6,
    "F6_E3M2": 6, "F4": 4, "C64": 64,
  ]

  /// Reads and checks the header of a file.
  init(_ file: FileReader) throws {
    let size = file.size
    let prefix = try file.bytes(0..<min(8, size))
    guard prefix.count == 8 else {
      throw SafetensorsProblem(
        expected: "8 bytes with the length of the header", found: "\(prefix.count) bytes")
    }
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= min(UInt64(Self.largest), UInt64(max(0, size - 8))) else {
      throw SafetensorsProblem(
        expected: "a header within the file's \(size) bytes",
        found: "a header length of \(length): no safetensors file, or a truncated one")
    }
    end = 8 + Int(length)
    var text = try file.bytes(8..<end)
    var scanner = JSONScanner(text)
    try parse(&scanner)
    try checkLayout(bytes: size - end)
    if let digits = metadata.removeValue(forKey: Self.checksumKey) {
      // Only the digits as we write them: capital ones would be other bytes with the same value.
      guard let value = UInt64(digits, radix: 16), digits == Self.hexadecimal(value),
        let place = Self.checksumDigits(in: text)
      else {
        throw SafetensorsProblem(
          expected: "a checksum of 16 hexadecimal digits", found: "\"\(digits)\"")
      }
      statedChecksum = value
      text.replaceSubrange(place, with: Self.noChecksum.utf8)
      text.withUnsafeBytes { checksum.add($0) }
    }
  }

  /// Names the checksum among the metadata.
  private static let checksumKey = "oneshot.checksum"
  private static let noChecksum = String(repeating: "0", count: 16)

  /// Where a header that we wrote has the digits of its checksum.
  private static func checksumDigits(in text: [UInt8]) -> Range<Int>? {
    let before = Array("\(quoted(checksumKey)):\"".utf8)
    return text.firstRange(of: before).map { $0.upperBound }.flatMap { start in
      start + 16 < text.count ? start..<start + 16 : nil
    }
  }

  private mutating func parse(_ scanner: inout JSONScanner) throws {
    try scanner.scanObject { scanner, name in
      if name == "__metadata__" {
        try scanner.scanObject { scanner, key in metadata[key] = try scanner.scanString() }
      } else {
        entries.append(try Self.entry(name, &scanner))
      }
    }
    try scanner.scanEnd()
  }

  private static func entry(_ name: String, _ scanner: inout JSONScanner) throws -> Entry {
    var (type, shape, offsets): (String?, [Int]?, [Int]?)
    try scanner.scanObject { scanner, key in
      switch key {
      case "dtype": type = try scanner.scanString()
      case "shape": shape = try scanner.scanIntegers()
      case "data_offsets": offsets = try scanner.scanIntegers()
      default:
        throw SafetensorsProblem(
          expected: "tensor \(name) with dtype, shape and data_offsets", found: "key \(key)")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw SafetensorsProblem(
        expected: "tensor \(name) with a dtype, a shape and two ascending data_offsets",
        found: "dtype \(type ?? "none"), shape \(text(shape)), data_offsets \(text(offsets))")
    }
    guard let bits = types[type].map({ $0.size * 8 }) ?? otherTypes[type] else {
      throw SafetensorsProblem(
        expected: "tensor \(name) of a type that the format has, such as F32", found: "type \(type)"
      )
    }
    let range = offsets[0]..<offsets[1]
    guard let size = Shape.byteCount(of: shape, scalar: bits), size.isMultiple(of: 8),
      size / 8 == range.count
    else {
      throw SafetensorsProblem(
        expected: "tensor \(name) with the bytes of \(type) scalars in shape \(shape)",
        found: "\(range.count) bytes")
    }
    return Entry(
      name: name, type: type, stored: types[type], shape: Shape(shape), range: range)
  }

  /// Puts the entries into the order of their scalars; together they must be exactly `bytes`.
  private mutating func checkLayout(bytes: Int) throws {
    let order = entries.indices.sorted {
      let (a, b) = (entries[$0].range, entries[$1].range)
      return (a.lowerBound, a.upperBound, $0) < (b.lowerBound, b.upperBound, $1)
    }
    entries = order.map { entries[$0] }
    var position = 0
    for entry in entries {
      guard entry.range.lowerBound == position else {
        throw SafetensorsProblem(
          expected: "tensor \(entry.name) at byte \(position), where the one before it ends",
          found: "data_offsets [\(entry.range.lowerBound), \(entry.range.upperBound)]")
      }
      position = entry.range.upperBound
    }
    guard position == bytes else {
      throw SafetensorsProblem(
        expected: "\(position) bytes of scalars after the header", found: "\(bytes)")
    }
  }

  private static func text(_ numbers: [Int]?) -> String { numbers.map { "\($0)" } ?? "none" }
}

extension SafetensorsHeader {
  /// The length and the header of a file, padded so that the scalars are aligned; with a checksum of
  /// header and scalars if that is wanted.
  static func encoded(
    _ file: Safetensors, storing: (String) -> StoredScalar = { _ in .single },
    checksum isWanted: Bool
  ) throws(SafetensorsProblem) -> [UInt8] {
    var members: [String] = []
    var metadata = file.metadata
    metadata[checksumKey] = isWanted ? noChecksum : nil
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
      let text = pairs.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",")
      members.append("\"__metadata__\":{\(text)}")
    }
    var names: Set<String> = ["__metadata__"]
    var position = 0
    for (name, tensor) in file.tensors {
      guard names.insert(name).inserted else {
        throw SafetensorsProblem(
          expected: "tensors of different names, none named __metadata__", found: "another \(name)")
      }
      let stored = storing(name)
      let end = position + tensor.count * stored.size
      let shape = tensor.shape.dimensions.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(name)):{\"dtype\":\"\(type(of: stored))\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    if isWanted, let place = checksumDigits(in: text) {
      text.replaceSubrange(place, with: hexadecimal(checksum(of: file, storing, header: text)).utf8)
    }
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text
  }

  private static func checksum(
    of file: Safetensors, _ storing: (String) -> StoredScalar, header: [UInt8]
  ) -> UInt64 {
    var checksum = DamageCheck()
    header.withUnsafeBytes { checksum.add($0) }
    for (name, tensor) in file.tensors where tensor.count > 0 {
      tensor.withBytes(storedAs: storing(name)) { checksum.add($0) }
    }
    return checksum.value
  }

  /// What the format calls a type.
  private static func type(of stored: StoredScalar) -> String {
    types.first { $0.value == stored }!.key
  }

  static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\0"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
