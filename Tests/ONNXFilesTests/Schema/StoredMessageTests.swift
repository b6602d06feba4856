import Foundation
import Testing

@testable import ONNXFiles

@Suite struct StoredMessageTests {
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
