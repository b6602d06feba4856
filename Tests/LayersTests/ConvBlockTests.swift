import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ConvBlockTests {
  /// The block as its parts in a row.
  private func parts(of block: ConvBlock) -> Sequential {
    Sequential {
      block.convolution
      block.normalization
      Activation.relu
      if let pooling = block.pooling { pooling }
    }
  }

  @Test(arguments: [true, false])
  func isItsPartsInARow(pools: Bool) throws {
    var block = ConvBlock(4, pools: pools)
    #expect(try block.build(for: [6, 7, 2], seed: 2) == (pools ? [3, 3, 4] : [6, 7, 4]))
    let images = samples([3, 6, 7, 2])[0]
    let apart = { (block: ConvBlock, images: Tensor) in
      parts(of: block).layers.reduce(images) { $1($0) }
    }
    let bits = { (tensor: Tensor) in tensor.scalars.map(\.bitPattern) }
    #expect(bits(block(images)) == bits(apart(block, images)))
    let found = gradient(of: &block) { $0(images).square().sum() }.gradients
    let expected = gradient(of: &block) { apart($0, images).square().sum() }.gradients
    // One pass over memory sums gradients in another order.
    for (a, b) in zip(found.values, expected.values) { expectClose(a ?? 0, b ?? 0) }
  }

  @Test func hasClearNames() throws {
    var block = ConvBlock(4)
    try block.build(for: [6, 6, 1])
    #expect(
      block.parameters.map(\.path) == [
        "convolution.weight", "normalization.scale", "normalization.shift",
        "normalization.runningMean", "normalization.runningVariance",
      ])
    let rows = try Sequential { ConvBlock(4) }.summary(for: [6, 6, 1]).rows
    #expect(
      rows.map(\.layer) == [
        "model.0.convolution (Conv2D)", "model.0.normalization (BatchNorm)",
        "model.0.pooling (MaxPool2D)",
      ])
    #expect(rows.map(\.output) == [[6, 6, 4], [6, 6, 4], [3, 3, 4]])
  }

  @Test func namesThePartThatDoesNotFit() {
    var block = ConvBlock(4)
    let error = #expect(throws: ShapeError.self) { try block.build(for: [1, 1, 1]) }
    #expect(error?.path == ["pooling"])
  }
}
