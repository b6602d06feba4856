import Foundation

/// The stream that people watch while a program works.
package enum StandardError {
  /// Writes text. What cannot be written, as where the disk of a log is full or the stream is closed, is
  /// left out: no training is to end for a line about it.
  package static func write(_ text: String) { write(text, to: STDERR_FILENO) }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    _ = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
  }
}
