/// Reads the part of JSON that headers of tensors use: objects, strings and lists of integers that
/// are not negative.
///
/// Foundation's decoder would keep one of two equal keys silently; here they are an error, as is
/// whatever else JSON has. Objects nest no deeper than the caller goes.
struct JSONScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Calls `member` with each key, the scanner standing before its value.
  mutating func scanObject(_ member: (inout JSONScanner, String) throws -> Void) throws {
    try expect("{")
    var keys: Set<String> = []
    if skip("}") { return }
    repeat {
      let key = try scanString()
      guard keys.insert(key).inserted else {
        throw SafetensorsProblem(expected: "different names in the header", found: "\(key) twice")
      }
      try expect(":")
      try member(&self, key)
    } while skip(",")
    try expect("}")
  }

  /// A list of integers.
  mutating func scanIntegers() throws -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    if skip("]") { return numbers }
    repeat { numbers.append(try scanInteger()) } while skip(",")
    try expect("]")
    return numbers
  }

  private mutating func scanInteger() throws -> Int {
    skipSpace()
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    let digits = bytes[start..<position]
    guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { throw problem("an integer from 0 to \(Int.max)", at: start) }
    return number
  }

  /// A string, its escapes resolved.
  mutating func scanString() throws -> String {
    try expect("\"")
    let start = position
    var text: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("a string without control characters") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        text += Array(String(try scanEscape()).utf8)
      } else {
        text.append(byte)
      }
    }
    try expect("\"")
    guard let string = String(validating: text, as: UTF8.self) else {
      throw problem("a string in UTF-8", at: start)
    }
    return string
  }

  private mutating func scanEscape() throws -> Unicode.Scalar {
    let simple: [UInt8: Unicode.Scalar] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    let start = position
    guard let byte = peek else { throw problem("the end of a string") }
    position += 1
    if let scalar = simple[byte] { return scalar }
    guard byte == UInt8(ascii: "u") else { throw problem("an escape of JSON", at: start) }
    var value = UInt32(try scanHexadecimal())
    if value >> 10 == 0xD800 >> 10, bytes[position...].starts(with: Array("\\u".utf8)) {
      position += 2
      let low = UInt32(try scanHexadecimal())
      // Where `low` is no low surrogate the result is none either.
      value = low >> 10 == 0xDC00 >> 10 ? 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF : value
    }
    guard let scalar = Unicode.Scalar(value) else { throw problem("a Unicode scalar", at: start) }
    return scalar
  }

  private mutating func scanHexadecimal() throws -> UInt16 {
    let end = position + 4
    guard end <= bytes.count, !bytes[position..<end].contains(UInt8(ascii: "+")),
      let value = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits") }
    position = end
    return value
  }

  /// Nothing but white space may follow.
  mutating func scanEnd() throws {
    skipSpace()
    if peek != nil { throw problem("the end of the header") }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    if !skip(character) { throw problem("\(character)") }
  }

  private func problem(_ expected: String, at place: Int? = nil) -> SafetensorsProblem {
    let place = min(place ?? position, bytes.count)
    let found = String(decoding: bytes[place..<min(place + 16, bytes.count)], as: UTF8.self)
    return SafetensorsProblem(
      expected: "\(expected) at byte \(place) of the header",
      found: found.isEmpty ? "its end" : "\"\(found)\"")
  }
}
