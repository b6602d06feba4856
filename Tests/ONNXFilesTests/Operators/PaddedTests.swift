import Tensor
import Testing

@testable import ONNXFiles

@Suite struct PaddedTests {
  private let row = TestInput.floats(Tensor([[1, 2, 3]]))

  @Test func modes() throws {
    let pads = TestInput.integers([0, 2, 0, 1])
    let cases: [(String, [Float])] = [
      ("constant", [0, 0, 1, 2, 3, 0]), ("reflect", [3, 2, 1, 2, 3, 2]),
      ("edge", [1, 1, 1, 2, 3, 3]), ("wrap", [2, 3, 1, 2, 3, 1]),
    ]
    for (mode, expected) in cases {
      #expect(
        try output(of: "Pad", [row, pads], ["mode": .string(mode)]) == Tensor([expected]), "\(mode)"
      )
    }
    #expect(
      try output(of: "Pad", [row, pads, .floats(Tensor(7))]) == Tensor([[7, 7, 1, 2, 3, 7]]))
    #expect(try output(of: "Pad", [row, .integers([0, -1, 0, 1])]) == Tensor([[2, 3, 0]]))
  }

  @Test func zerosAroundImages() throws {
    let image = Tensor.ones([1, 2, 1, 1])
    let padded = try output(of: "Pad", [.floats(image), .integers([0, 0, 1, 0, 0, 0, 0, 1])])
    #expect(padded == Tensor([0, 0, 1, 0, 0, 0, 1, 0], shape: [1, 2, 2, 2]))
  }

  @Test func refusesWhatMakesNoSense() {
    for pads in [[0, 1], [0, -2, 0, -2], [0, 1 << 40, 0, 0], [0, 0, 0, Int.max]] {
      #expect(throws: (any Error).self) { try output(of: "Pad", [row, .integers(pads)]) }
    }
    #expect(throws: (any Error).self) {
      try output(of: "Pad", [row, .integers([0, 3, 0, 0])], ["mode": .string("reflect")])
    }
  }
}
