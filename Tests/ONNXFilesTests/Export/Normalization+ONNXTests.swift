import Layers
import Tensor
import Testing

@Suite struct NormalizationONNXTests {
  @Test func images() throws {
    let layers: [any Layer] = [
      BatchNorm(), LayerNorm(), InstanceNorm(), GroupNorm(2), GroupNorm(1),
    ]
    for layer in layers {
      try expectRoundTrip(
        Sequential([Conv2D(4, kernel: 1), layer, Conv2D(2, kernel: 1)]), input: [3, 2, 3])
    }
  }

  @Test func vectors() throws {
    try expectRoundTrip(BatchNorm(), input: [4])
    try expectRoundTrip(LayerNorm(), input: [4])
    try expectRoundTrip(GroupNorm(2), input: [4])
  }
}
