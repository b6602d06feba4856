import Foundation
import Testing

@testable import Training

@Suite struct EventRecordTests {
  @Test func aRecordIsFramedAsTensorFlowFramesIt() {
    // What TensorFlow 2.21 writes for Event(wall_time=1.5, file_version="brain.Event:2").
    let message = [0x09, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0x1A, 13] + Array("brain.Event:2".utf8)
    let record = EventRecord.version(seconds: 1.5)
    #expect(Array(record.message) == message)
    #expect(
      record.bytes == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22] + message
        + [0x2A, 0x28, 0x64, 0x6C])
  }

  @Test func summariesStandInOneEvent() {
    let record = EventRecord.summaries(
      [("a", .scalar(1)), ("b", .scalar(2))], step: 300, seconds: 1.5)
    #expect(
      Array(record.message) == [0x09, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0x10, 0xAC, 0x02, 0x2A, 20]
        + [0x0A, 8, 0x0A, 1, 0x61, 0x15, 0, 0, 0x80, 0x3F]
        + [0x0A, 8, 0x0A, 1, 0x62, 0x15, 0, 0, 0, 0x40])
  }
}
