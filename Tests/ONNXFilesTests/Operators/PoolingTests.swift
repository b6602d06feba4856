import Tensor
import Testing

@testable import ONNXFiles

@Suite struct PoolingTests {
  private let row = TestInput.floats([1, 5, 2, 3, 4], [1, 1, 5])
  private let two: [String: ONNXAttribute] = ["kernel_shape": .ints([2]), "strides": .ints([2])]

  @Test func windows() throws {
    #expect(try output(of: "MaxPool", [row], two) == Tensor([5, 3], shape: [1, 1, 2]))
    let up = two.merging(["ceil_mode": .int(1)]) { $1 }
    #expect(try output(of: "MaxPool", [row], up) == Tensor([5, 3, 4], shape: [1, 1, 3]))
    #expect(try output(of: "AveragePool", [row], two) == Tensor([3, 2.5], shape: [1, 1, 2]))
    let lower = two.merging(["auto_pad": .string("SAME_LOWER")]) { $1 }
    #expect(try output(of: "MaxPool", [row], lower) == Tensor([1, 5, 4], shape: [1, 1, 3]))
  }

  @Test func everything() throws {
    let images = TestInput.floats([1, 3, 5, 7], [1, 2, 1, 2])
    #expect(
      try output(of: "GlobalAveragePool", [images]) == Tensor([2, 6], shape: [1, 2, 1, 1]))
    #expect(try output(of: "GlobalMaxPool", [images]) == Tensor([3, 7], shape: [1, 2, 1, 1]))
  }

  @Test func refusesWhatDoesNotFit() {
    for more: [String: ONNXAttribute] in [
      ["pads": .ints([2, 0])], ["dilations": .ints([2])], ["kernel_shape": .ints([6])],
    ] {
      #expect(throws: (any Error).self) {
        try output(of: "MaxPool", [row], two.merging(more) { $1 })
      }
    }
    #expect(throws: (any Error).self) { try outputs(of: "MaxPool", [row], two, count: 2) }
    #expect(throws: (any Error).self) { try output(of: "MaxPool", [row]) }
  }
}
