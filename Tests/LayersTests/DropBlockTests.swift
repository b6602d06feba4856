import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct DropBlockTests {
  private let x = Tensor.ones([20, 30, 30, 8])

  /// What the layer gives while training with the seed.
  private func trained(_ layer: DropBlock, seed: UInt64) -> Tensor {
    var output = Tensor.zeros([])
    var random = SeededGenerator(seed: seed)
    _ = gradient(at: [x], using: &random) { inputs in
      let result = layer(inputs[0])
      output = result.detached
      return result.sum()
    }
    return output
  }

  @Test func dropsBlocksAtItsRateAndKeepsTheMean() {
    let output = trained(DropBlock(0.1, blockSize: 5), seed: 1)
    expectClose(output.mean(), Tensor(1), tolerance: 1e-4)
    // 1 − e^−0.1 of the scalars, for blocks overlap: about 2 500 blocks in all.
    #expect(abs((output .== Tensor(0)).mean().item - 0.095) < 0.01)
    // A single dropped scalar is part of a block.
    let firstChannel = output[0].slice(0..<1, axis: 2).reshaped(to: [1, 30, 30, 1])
    let blocks = (firstChannel .== Tensor(0)).averagePooled(SlidingWindow(kernel: (5, 5)))
    #expect((firstChannel .== Tensor(0)).sum().item == 0 || blocks.max().item == 1)
  }

  @Test func drawsAreDeterminedByTheSeed() {
    let layer = DropBlock(0.2, blockSize: 3)
    #expect(trained(layer, seed: 1) == trained(layer, seed: 1))
    #expect(trained(layer, seed: 1) != trained(layer, seed: 2))
  }

  @Test func leavesTheInputAloneAtInferenceAndAtRate0() {
    var layer = DropBlock(0.5)
    #expect(layer(x) == x)
    layer.rate = 0
    #expect(trained(layer, seed: 1) == x)
  }

  @Test func smallImagesAreOneBlock() {
    var random = SeededGenerator(seed: 1)
    let small = Tensor.ones([400, 2, 3, 1])
    _ = gradient(at: [small], using: &random) { inputs in
      let result = DropBlock(0.5)(inputs[0])
      // Blocks of 2 × 2: what they leave are the columns beside them.
      #expect(result.detached.scalars.contains(0))
      return result.sum()
    }
  }

  @Test func needsImagesAndARateBelow1() async {
    let error = #expect(throws: ShapeError.self) { try DropBlock(0.1).outputShape(for: [9]) }
    #expect(error?.message == "DropBlock expects images [height, width, channels], got [9]")
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DropBlock(1)
    }
    #expect(message(of: result).contains("DropBlock: expected a rate in 0..<1, got 1.0"))
  }
}
