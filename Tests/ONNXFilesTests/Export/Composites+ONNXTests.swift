import Layers
import OneShot
import Tensor
import Testing

@Suite struct CompositesONNXTests {
  @Test func blocks() throws {
    try expectRoundTrip(ConvBlock(4), input: [4, 4, 3])
    try expectRoundTrip(SeparableConv2D(4, kernel: 3, padding: .same), input: [4, 4, 3])
    try expectRoundTrip(
      Residual(activation: .relu) {
        Conv2D(4, kernel: 3, strides: 2, padding: .same)
        LayerNorm()
        LayerScale(0.5)
      } shortcut: {
        Conv2D(4, kernel: 1, strides: 2)
      }, input: [5, 4, 3])
    try expectRoundTrip(Residual { Conv2D(3, kernel: 3, padding: .same) }, input: [4, 4, 3])
    let branches = Parallel([
      Sequential { Conv2D(4, kernel: 3, padding: .same) }, Sequential { Conv2D(2, kernel: 1) },
    ])
    try expectRoundTrip(branches, input: [4, 4, 3])
    try expectRoundTrip(
      Recomputed {
        Conv2D(4, kernel: 3)
        SqueezeExcitation(2)
        Dropout(0.5)
        DropBlock(0.1)
        StochasticDepth(0.1)
      }, input: [4, 4, 3])
  }

  @Test func networks() throws {
    try expectRoundTrip(Networks.conv4(filters: [2, 3]), input: [8, 8, 3])
    try expectRoundTrip(
      Networks.convNeXt(blocks: [1, 1], widths: [2, 4], dropRate: 0), input: [16, 16, 3])
  }
}
