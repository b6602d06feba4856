import Layers
import Testing

@testable import KerasFiles

@Suite struct KerasNameTests {
  /// As Keras's `to_snake_case` gives them.
  @Test(arguments: [
    ("Conv2D", "conv2d"), ("Conv2DTranspose", "conv2d_transpose"), ("PReLU", "p_re_lu"),
    ("DepthwiseConv2D", "depthwise_conv2d"), ("BatchNormalization", "batch_normalization"),
    ("Dense", "dense"), ("ReLU", "re_lu"), ("MyOwnLayer", "my_own_layer"),
  ])
  func classesAsKerasCallsThem(_ name: String, _ expected: String) {
    #expect(KerasName.snakeCase(name) == expected)
  }

  @Test func numbers() {
    #expect(KerasName.name(of: ConvTranspose2D.self) == "conv2d_transpose")
    #expect(KerasName.name(of: PReLU.self) == "p_re_lu")
    #expect(KerasName.numbered("dense", 0) == "dense")
    #expect(KerasName.numbered("dense", 2) == "dense_2")
    #expect(KerasName.unnumbered("dense_12") == "dense")
    #expect(KerasName.unnumbered("batch_normalization") == "batch_normalization")
    let names = ["a/dense_10", "a/dense_2", "a/dense", "a/conv", "a/dense_2/b"]
    #expect(
      names.sorted(by: KerasName.isBefore)
        == ["a/conv", "a/dense", "a/dense_2", "a/dense_2/b", "a/dense_10"])
  }
}
