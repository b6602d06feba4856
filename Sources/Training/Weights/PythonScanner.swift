/// Reads the part of Python's literals that headers of NumPy use: a dictionary of texts, truth values and
/// tuples of integers.
struct PythonScanner {
  enum Value: Equatable {
    case text(String)
    case truth(Bool)
    case numbers([Int])
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The dictionary, nothing but white space around it; nil if it is anything else, or has a key twice.
  mutating func scanDictionary() -> [String: Value]? {
    guard skip("{") else { return nil }
    var values: [String: Value] = [:]
    while !skip("}") {
      guard let key = scanText(), skip(":"), let value = scanValue(),
        values.updateValue(value, forKey: key) == nil
      else { return nil }
      guard skip(",") else {
        guard skip("}") else { return nil }
        break
      }
    }
    skipSpace()
    return position == bytes.count ? values : nil
  }

  private mutating func scanValue() -> Value? {
    if skip("True") { return .truth(true) }
    if skip("False") { return .truth(false) }
    if skip("(") { return scanNumbers().map(Value.numbers) }
    return scanText().map(Value.text)
  }

  /// What follows the opening parenthesis of a tuple.
  private mutating func scanNumbers() -> [Int]? {
    var numbers: [Int] = []
    while !skip(")") {
      skipSpace()
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
      guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
        return nil
      }
      numbers.append(number)
      // Python 2 marked long integers.
      _ = skip("L")
      guard skip(",") else { return skip(")") ? numbers : nil }
    }
    return numbers
  }

  private mutating func scanText() -> String? {
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x27 || bytes[position] == 0x22 else {
      return nil
    }
    let quote = bytes[position]
    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
    let text = bytes[position + 1..<end]
    position = end + 1
    return text.contains(UInt8(ascii: "\\")) ? nil : String(validating: text, as: UTF8.self)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    skipSpace()
    let wanted = Array("\(text)".utf8)
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }
}
