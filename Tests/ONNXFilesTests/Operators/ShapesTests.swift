import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ShapesTests {
  private let input = TestInput.floats(Tensor.range(0..<6).reshaped(to: [2, 3, 1]))

  private func shape(
    _ type: String, _ more: [TestInput] = [], _ attributes: [String: ONNXAttribute] = [:],
    version: Int = 17
  ) throws -> Shape {
    let result = try output(of: type, [input] + more, attributes, version: version)
    #expect(result.scalars == [0, 1, 2, 3, 4, 5])
    return result.shape
  }

  @Test func otherShapes() throws {
    #expect(try shape("Reshape", [.integers([0, -1])]) == [2, 3])
    #expect(try shape("Reshape", [.integers([3, 2])]) == [3, 2])
    #expect(try shape("Flatten") == [2, 3])
    #expect(try shape("Flatten", [], ["axis": .int(0)]) == [1, 6])
    #expect(try shape("Squeeze") == [2, 3])
    #expect(try shape("Squeeze", [.integers([-1])]) == [2, 3])
    #expect(try shape("Unsqueeze", [.integers([0, 4])]) == [1, 2, 3, 1, 1])
    #expect(try shape("Unsqueeze", [], ["axes": .ints([0])], version: 11) == [1, 2, 3, 1])
    #expect(try shape("Dropout") == [2, 3, 1])
    #expect(try shape("Identity") == [2, 3, 1])
    #expect(try shape("Expand", [.integers([1])]) == [2, 3, 1])
  }

  @Test func shapesAsNumbers() throws {
    #expect(try output(of: "Shape", [input]) == Tensor([2, 3, 1]))
    #expect(
      try output(of: "Shape", [input], ["start": .int(-2), "end": .int(-1)]) == Tensor([3]))
    #expect(try output(of: "Size", [input]) == Tensor(6))
    #expect(
      try output(of: "Cast", [.floats(Tensor([-1.5, 2.5]))], ["to": .int(7)]) == Tensor([-1, 2]))
  }

  @Test func refusesWhatDoesNotFit() {
    for shape in [[4], [-1, 4], [-1, -1], [-2], [Int.max, Int.max], [0, 0, 0, 0]] {
      #expect(throws: (any Error).self, "\(shape)") {
        try output(of: "Reshape", [input, .integers(shape)])
      }
    }
    #expect(throws: (any Error).self) { try output(of: "Squeeze", [input, .integers([0])]) }
    #expect(throws: (any Error).self) { try output(of: "Unsqueeze", [input, .integers([9])]) }
    #expect(throws: (any Error).self) { try output(of: "Flatten", [input], ["axis": .int(9)]) }
    #expect(throws: (any Error).self) {
      try output(of: "Expand", [input, .integers([1 << 20, 1 << 20, 1])])
    }
    #expect(throws: (any Error).self) {
      try output(of: "Cast", [.floats(Tensor([.nan]))], ["to": .int(7)])
    }
    #expect(throws: (any Error).self) { try output(of: "Cast", [input], ["to": .int(8)]) }
  }
}
