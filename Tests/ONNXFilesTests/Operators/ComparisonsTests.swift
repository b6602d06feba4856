import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ComparisonsTests {
  private let a = TestInput.floats(Tensor([1, 2, 3]))
  private let b = TestInput.floats(Tensor([2, 2, 2]))

  @Test func comparisons() throws {
    let cases: [(String, [Float])] = [
      ("Equal", [0, 1, 0]), ("Less", [1, 0, 0]), ("LessOrEqual", [1, 1, 0]),
      ("Greater", [0, 0, 1]), ("GreaterOrEqual", [0, 1, 1]),
    ]
    for (type, expected) in cases {
      #expect(try output(of: type, [a, b]) == Tensor(expected), "\(type)")
    }
  }

  @Test func logic() throws {
    let (left, right) = (TestInput.mask([0, 0, 1, 1], [4]), TestInput.mask([0, 1, 0, 1], [4]))
    #expect(try output(of: "And", [left, right]) == Tensor([0, 0, 0, 1]))
    #expect(try output(of: "Or", [left, right]) == Tensor([0, 1, 1, 1]))
    #expect(try output(of: "Xor", [left, right]) == Tensor([0, 1, 1, 0]))
    #expect(try output(of: "Not", [left]) == Tensor([1, 1, 0, 0]))
  }

  @Test func choosesWithoutMixing() throws {
    let endless = TestInput.floats(Tensor(-.infinity))
    #expect(
      try output(of: "Where", [.mask([1, 0, 1], [3]), a, endless]) == Tensor([1, -.infinity, 3]))
    #expect(
      try output(of: "IsNaN", [.floats(Tensor([0, .nan]))]) == Tensor([0, 1]))
  }
}
