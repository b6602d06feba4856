import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct NormalizationsTests {
  private let images = TestInput.floats([1, 3, 2, 6], [1, 2, 1, 2])
  private let ones = TestInput.floats(Tensor([1, 1]))
  private let zeros = TestInput.floats(Tensor([0, 0]))

  @Test func byStatistics() throws {
    expectClose(
      try output(
        of: "BatchNormalization",
        [images, ones, zeros, .floats(Tensor([1, 2])), .floats(Tensor([4, 4]))],
        ["epsilon": .float(1e-9)]),
      Tensor([0, 1, 0, 2], shape: [1, 2, 1, 2]))
  }

  @Test func bySamples() throws {
    expectClose(
      try output(of: "InstanceNormalization", [images, ones, zeros]),
      Tensor([-1, 1, -1, 1], shape: [1, 2, 1, 2]))
    let rows = TestInput.floats(Tensor([[1, 3], [2, 6]]))
    expectClose(
      try output(of: "LayerNormalization", [rows, ones, ones]), Tensor([[0, 2], [0, 2]]))
    let whole = [images, .floats(Tensor([1])), .floats(Tensor([0]))]
    expectClose(
      try output(of: "GroupNormalization", whole, ["num_groups": .int(1)], version: 18),
      Tensor([-1.069_044_8, 0, -0.534_522_4, 1.603_567], shape: [1, 2, 1, 2]))
    expectClose(
      try output(
        of: "GroupNormalization", [images, ones, zeros], ["num_groups": .int(1)], version: 21),
      Tensor([-1.069_044_8, 0, -0.534_522_4, 1.603_567], shape: [1, 2, 1, 2]))
  }

  @Test func byNeighborsAndNorms() throws {
    expectClose(
      try output(
        of: "LRN", [images], ["size": .int(3), "alpha": .float(3), "beta": .float(1)]),
      Tensor([1.0 / 6, 3.0 / 46, 2.0 / 6, 6.0 / 46], shape: [1, 2, 1, 2]))
    expectClose(
      try output(of: "LpNormalization", [.floats(Tensor([[3, 4], [0, 0]]))]),
      Tensor([[0.6, 0.8], [0, 0]]))
  }

  @Test func refusesWhatDoesNotFit() {
    let three = TestInput.floats(Tensor([1, 1, 1]))
    #expect(throws: (any Error).self) {
      try output(of: "InstanceNormalization", [images, three, three])
    }
    #expect(throws: (any Error).self) {
      try output(of: "BatchNormalization", [images, three, three, three, three])
    }
    #expect(throws: (any Error).self) { try output(of: "LRN", [images]) }
    #expect(throws: (any Error).self) {
      try output(of: "GroupNormalization", [images, ones, zeros], ["num_groups": .int(3)])
    }
    #expect(throws: (any Error).self) {
      try output(of: "InstanceNormalization", [images, ones, zeros], ["epsilon": .float(-1)])
    }
  }
}
