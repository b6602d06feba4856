import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ConstantsTests {
  @Test func constants() throws {
    #expect(try output(of: "Constant", [], ["value_float": .float(2)]) == Tensor(2))
    #expect(try output(of: "Constant", [], ["value_ints": .ints([1, 2])]) == Tensor([1, 2]))
    #expect(throws: (any Error).self) {
      try output(of: "Constant", [], ["value_string": .string("a")])
    }
    #expect(try output(of: "ConstantOfShape", [.integers([2, 1])]) == .zeros([2, 1]))
  }

  @Test func ranges() throws {
    func scalars(_ values: [Float]) -> [TestInput] { values.map { .floats(Tensor($0)) } }
    #expect(try output(of: "Range", scalars([0, 1, 0.25])) == Tensor([0, 0.25, 0.5, 0.75]))
    #expect(try output(of: "Range", scalars([0, -1, 1])).count == 0)
    let endless: [[Float]] = [
      [0, 1, 0], [0, .infinity, 1], [.nan, 1, 1], [0, Float.greatestFiniteMagnitude, 1],
    ]
    for range in endless {
      #expect(throws: (any Error).self) { try output(of: "Range", scalars(range)) }
    }
    #expect(try output(of: "Range", scalars([0, -Float.greatestFiniteMagnitude, 1])).count == 0)
  }
}
