import Files
import Foundation

/// A message of ONNX's format, as far as this module reads and writes it: names and numbers of fields are
/// those of onnx.proto at <https://github.com/onnx/onnx>.
protocol StoredMessage: Sendable {
  /// A message whose fields have their defaults.
  init()
  /// Takes a field; those that are not known are left out.
  mutating func read(_ field: Int, _ value: WireReader.Value) throws
  /// Adds the fields to a file.
  func write(to writer: inout WireWriter)
}

extension StoredMessage {
  init(serializedBytes data: Data) throws {
    self.init()
    var reader = WireReader(data)
    while let (field, value) = try reader.next() { try read(field, value) }
  }

  func serializedBytes() -> Data {
    var writer = WireWriter()
    write(to: &writer)
    return writer.data
  }
}

extension WireWriter {
  mutating func add(_ field: Int, _ message: some StoredMessage) {
    add(field, message.serializedBytes(), isGiven: true)
  }

  mutating func add(_ field: Int, _ messages: [some StoredMessage]) {
    for message in messages { add(field, message) }
  }
}
