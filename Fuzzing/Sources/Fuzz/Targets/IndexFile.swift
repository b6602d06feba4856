import Foundation

/// A file of an index, whose checksums and size are set right, so that more than those is tried: a line, the
/// size of the header, its checksum, the header as JSON, and what it speaks of.
struct IndexFile {
  private let title: [UInt8]
  private var text: [UInt8]
  private(set) var body: [UInt8]
  /// What the header says, as far as it is JSON.
  let header: [String: Any]

  /// Nil if the input does not begin with the title.
  init?(_ bytes: [UInt8], title: String) {
    self.title = Array("\(title)\n".utf8)
    let start = self.title.count + 16
    guard bytes.count >= start, bytes.starts(with: self.title) else { return nil }
    let size = Int(clamping: bytes.number(at: self.title.count, 8))
    let end = start + Swift.min(size, bytes.count - start)
    text = Array(bytes[start..<end])
    body = Array(bytes[end...])
    header = (try? JSONSerialization.jsonObject(with: Data(text)) as? [String: Any]) ?? [:]
  }

  /// A whole number of the header from 0 to a limit; nil if it is none.
  func number(_ key: String, upTo limit: Int = 1 << 16) -> Int? {
    (header[key] as? Int).flatMap { (0...limit).contains($0) ? $0 : nil }
  }

  /// Writes another number in the header, in the place of one that is there.
  mutating func set(_ key: String, _ number: some BinaryInteger) {
    let data = Data(text)
    guard let found = data.range(of: Data("\"\(key)\":".utf8)) else { return }
    let digits = data[found.upperBound...].prefix { $0 == 0x2D || (0x30...0x39).contains($0) }
    text.replaceSubrange(found.upperBound..<digits.endIndex, with: Array("\(number)".utf8))
  }

  /// Makes what follows the header so many bytes; one that is odd in size stays as it is.
  mutating func fit(_ size: Int) {
    guard body.count % 2 == 0, size <= 1 << 16 else { return }
    body = Array(body.prefix(size)) + [UInt8](repeating: 0, count: Swift.max(0, size - body.count))
  }

  /// The file, with the header's size and checksum.
  var bytes: [UInt8] {
    let rest = (title.count + 16 + text.count) % 64
    let padded = text + [UInt8](repeating: 0x20, count: (64 - rest) % 64)
    var file = title
    file.append(padded.count, 8)
    file.append(DamageSum(padded[...]).value, 8)
    return file + padded + body
  }
}
