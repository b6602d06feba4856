import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ArrangementsTests {
  private let numbers = Tensor.range(0..<6).reshaped(to: [2, 3])

  @Test func movesAndJoins() throws {
    #expect(try output(of: "Transpose", [.floats(numbers)]) == numbers.transposed())
    #expect(
      try output(of: "Concat", [.floats(numbers), .floats(numbers)], ["axis": .int(1)])
        == .concatenated([numbers, numbers], axis: 1))
    #expect(
      try output(of: "Tile", [.floats(numbers), .integers([1, 2])])
        == .concatenated([numbers, numbers], axis: 1))
    #expect(throws: (any Error).self) {
      try output(of: "Concat", [.floats(numbers), .floats(Tensor([1]))], ["axis": .int(1)])
    }
  }

  @Test func divides() throws {
    let halves = try outputs(of: "Split", [.floats(numbers)], ["axis": .int(1)], count: 2)
    #expect(halves == [numbers.slice(0..<2, axis: 1), numbers.slice(2..<3, axis: 1)])
    let parts = try outputs(
      of: "Split", [.floats(numbers), .integers([1, 2])], ["axis": .int(1)], count: 2)
    #expect(parts == [numbers.slice(0..<1, axis: 1), numbers.slice(1..<3, axis: 1)])
    #expect(throws: (any Error).self) {
      try outputs(of: "Split", [.floats(numbers), .integers([1, 1])], ["axis": .int(1)], count: 2)
    }
  }

  @Test func blocks() throws {
    let deep = Tensor.range(0..<8).reshaped(to: [1, 8, 1, 1])
    let wide = try output(of: "DepthToSpace", [.floats(deep)], ["blocksize": .int(2)])
    #expect(wide == Tensor([0, 2, 4, 6, 1, 3, 5, 7], shape: [1, 2, 2, 2]))
    #expect(
      try output(of: "SpaceToDepth", [.floats(wide)], ["blocksize": .int(2)]) == deep)
  }
}
