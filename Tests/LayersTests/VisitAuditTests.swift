import Autograd
import Layers
import Tensor
import Testing

/// Every parameter that a layer holds must be visited, under a path of its own.
@Suite struct VisitAuditTests {
  static let layers: [any Layer] = [
    DepthwiseConv2D(kernel: 2), SeparableConv2D(2, kernel: 2), ConvTranspose2D(2, kernel: 2),
    ZeroPad2D(1), ReflectPad2D(1), UpSample2D(),
    Conv2D(2, kernel: 2), Conv2D(2, kernel: 2, usesBias: false), Dense(2), BatchNorm(),
    MaxPool2D(), AveragePool2D(), GlobalAveragePool2D(), Flatten(), Dropout(0.5), Reshape([4, 2]),
    Activation.relu, Lambda("same") { $0 },
    Sequential {
      Conv2D(2, kernel: 2); BatchNorm(); Flatten(); Dense(3)
    },
    Residual { Dense(2) }, ConvBlock(2), ConvBlock(2, pools: false), PReLU(), GroupNorm(2),
    LayerNorm(), InstanceNorm(), AdaptiveAveragePool2D(2), GlobalMaxPool2D(), DropBlock(0.1),
    StochasticDepth(0.1), SqueezeExcitation(2), Embedding(3, features: 2),
    MultiHeadAttention(heads: 2), TransformerBlock(heads: 2, hidden: 4), LayerScale(),
    Recomputed { Dense(2) }, ClassToken(), PositionEmbedding(),
    Residual {
      Dense(2)
    } shortcut: {
      Dense(2)
    },
  ]

  @Test(arguments: layers.indices)
  func visitsEveryParameter(_ index: Int) throws {
    let layer = Self.layers[index]
    let paths = layer.parameters.map(\.path)
    #expect(layer.unvisitedParameters.isEmpty)
    #expect(Set(paths).count == paths.count, "\(paths)")
  }
}
