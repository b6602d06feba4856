import Tensor
import Testing

@testable import ONNXFiles

@Suite struct SelectionsTests {
  private let row = TestInput.floats(Tensor([0, 1, 2, 3, 4]))

  private func sliced(_ start: Int, _ end: Int, _ step: Int = 1) throws -> [Float] {
    try output(
      of: "Slice", [row, .integers([start]), .integers([end]), .integers([0]), .integers([step])]
    ).scalars
  }

  @Test func slices() throws {
    #expect(try sliced(1, 3) == [1, 2])
    #expect(try sliced(-2, Int.max) == [3, 4])
    #expect(try sliced(0, 5, 2) == [0, 2, 4])
    #expect(try sliced(-1, Int.min, -2) == [4, 2, 0])
    #expect(try sliced(3, 1) == [])
    #expect(
      try output(of: "Slice", [row], ["starts": .ints([1]), "ends": .ints([2])], version: 9)
        .scalars == [1])
    #expect(throws: (any Error).self) { try sliced(0, 1, 0) }
    #expect(throws: (any Error).self) { try output(of: "Slice", [row]) }
  }

  @Test func gathers() throws {
    #expect(try output(of: "Gather", [row, .integers([-1, 0])]) == Tensor([4, 0]))
    let matrix = TestInput.floats(Tensor([[1, 2], [3, 4]]))
    #expect(
      try output(of: "Gather", [matrix, .integers([1])], ["axis": .int(1)])
        == Tensor([[2], [4]]))
    #expect(throws: (any Error).self) { try output(of: "Gather", [row, .integers([5])]) }
    #expect(throws: (any Error).self) {
      try output(of: "Gather", [row, .integers([0])], ["axis": .int(1)])
    }
  }
}
