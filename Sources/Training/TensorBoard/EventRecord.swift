import Basics
import Files
import Foundation

/// A record of an event file: a message `Event` (tensorflow/core/util/event.proto) framed as TFRecord, which
/// is its length, the length's checksum, the message and its checksum.
struct EventRecord {
  /// The message.
  private(set) var message: Data

  private init(step: Int, seconds: Double, _ content: (inout WireWriter) -> Void) {
    var writer = WireWriter()
    writer.add(1, seconds)
    writer.add(2, Int64(step))
    content(&writer)
    message = writer.data
  }

  /// What each file begins with.
  static func version(seconds: Double) -> EventRecord {
    EventRecord(step: 0, seconds: seconds) { $0.add(3, "brain.Event:2") }
  }

  /// Says that what other files of the folder have from this step on does not hold any more.
  static func start(at step: Int, seconds: Double) -> EventRecord {
    EventRecord(step: step, seconds: seconds) { event in
      var session = WireWriter()
      session.add(1, 1 as Int64)
      event.add(7, session.data)
    }
  }

  static func summaries(
    _ summaries: [(tag: String, summary: EventSummary)], step: Int, seconds: Double
  ) -> EventRecord {
    EventRecord(step: step, seconds: seconds) { event in
      var all = WireWriter()
      for (tag, summary) in summaries { all.add(1, summary.value(tag: tag), isGiven: true) }
      event.add(5, all.data)
    }
  }

  /// The record as it stands in a file.
  var bytes: [UInt8] {
    let length = withUnsafeBytes(of: UInt64(message.count).littleEndian, Array.init)
    return length + Self.check(length) + message + Self.check(message)
  }

  /// CRC-32C, rotated and shifted, since a checksum of bytes that hold checksums is a weak one.
  private static func check(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let sum = CyclicCheck.crc32c.sum(of: bytes)
    let masked = (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    return withUnsafeBytes(of: masked.littleEndian, Array.init)
  }
}
