import Foundation
import Tensor
import Testing

@testable import ONNXFiles

@Suite struct StoredTensorTests {
  private func tensor(_ type: ElementType, _ sizes: [Int64]) -> ONNXTensorProto {
    var tensor = ONNXTensorProto()
    (tensor.dataType, tensor.dims) = (type.rawValue, sizes)
    return tensor
  }

  @Test func listedNumbers() throws {
    var floats = tensor(.float, [2])
    floats.floatData = [1, 2]
    #expect(try floats.value(folder: nil).tensor == Tensor([1, 2]))
    var doubles = tensor(.double, [2])
    doubles.doubleData = [1, 2]
    #expect(try doubles.value(folder: nil).tensor == Tensor([1, 2]))
    var halves = tensor(.float16, [2])
    halves.int32Data = [0x3C00, 0xC000]
    #expect(try halves.value(folder: nil).tensor == Tensor([1, -2]))
    var brains = tensor(.bfloat16, [1])
    brains.int32Data = [0x3F80]
    #expect(try brains.value(folder: nil).tensor == Tensor([1]))
    var integers = tensor(.int64, [1])
    integers.int64Data = [-3]
    #expect(try integers.value(folder: nil).tensor == Tensor([-3]))
  }

  @Test func bytes() throws {
    let cases: [(ElementType, [UInt8], Float)] = [
      (.float, [0, 0, 0x80, 0x3F], 1), (.float16, [0, 0x3C], 1), (.bfloat16, [0x80, 0x3F], 1),
      (.uint8, [255], 255), (.int8, [255], -1), (.bool, [2], 1), (.int16, [0xFE, 0xFF], -2),
      (.uint16, [0xFE, 0xFF], 65534), (.int32, [1, 0, 0, 0], 1), (.uint32, [1, 0, 0, 0], 1),
      (.int64, [1, 0, 0, 0, 0, 0, 0, 0], 1), (.uint64, [1, 0, 0, 0, 0, 0, 0, 0], 1),
    ]
    for (type, bytes, expected) in cases {
      var stored = tensor(type, [1])
      stored.rawData = Data(bytes)
      #expect(try stored.value(folder: nil).tensor == Tensor([expected]), "\(type)")
      stored.rawData = Data(bytes + [0])
      #expect(throws: GraphProblem.self) { try stored.value(folder: nil) }
    }
  }

  @Test func anotherOrderOfAxes() throws {
    var matrix = tensor(.float, [1, 2])
    matrix.floatData = [1, 2]
    guard case .floats(let value) = try matrix.value(order: [1, 0], folder: nil) else { return }
    #expect(value.tensor == Tensor([[1], [2]]))
    #expect(value.shape == [1, 2])
  }

  @Test func dataElsewhereNeedsAFolder() {
    var stored = tensor(.float, [1])
    stored.dataLocation = 1
    #expect(throws: GraphProblem.self) { try stored.value(folder: nil) }
  }
}
