import Foundation
import Testing

@testable import ONNXFiles

/// The bytes are those of the examples in the format's description.
@Suite struct WireWriterTests {
  @Test func writesAsDescribed() {
    var writer = WireWriter()
    writer.add(1, 150 as Int64)
    writer.add(2, "testing")
    writer.add(6, [3, 270, 86_942] as [Int64])
    writer.add(3, 0 as Int64)
    #expect(
      Array(writer.data) == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8)
        + [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
  }

  @Test func isReadAgain() throws {
    var tensor = ONNXTensorProto()
    (tensor.dims, tensor.dataType, tensor.name) = ([2, -1], 7, "w")
    (tensor.int64Data, tensor.floatData) = ([-3, .max], [0.5, -1])
    let again = try ONNXTensorProto(serializedBytes: tensor.serializedBytes())
    #expect(again.dims == [2, -1] && again.dataType == 7 && again.name == "w")
    #expect(again.int64Data == [-3, .max] && again.floatData == [0.5, -1])
  }

  @Test(arguments: [
    [0x08], [0x08, 0x80], [0x12, 0x05, 0x41], [0x0B], [0x0D, 0, 0], [0x22, 3, 0, 0, 0],
  ])
  func refusesWhatIsCutOrOfAnotherKind(_ bytes: [UInt8]) {
    #expect(throws: GraphProblem.self) {
      try ONNXTensorProto(serializedBytes: Data(bytes))
    }
  }
}
