import Autograd
import Foundation
import Layers
import Tensor

/// Layers of all kinds, with settings other than the defaults, and inputs that they take.
enum DescribedLayers {
  struct Sample {
    let layer: any DescribedLayer
    let input: Shape

    init(_ layer: any DescribedLayer, _ input: Shape) {
      self.layer = layer
      self.input = input
    }
  }

  static var samples: [Sample] { images + sequences + vectors }

  private static var vectors: [Sample] {
    [
      Sample(Activation.elu(alpha: 0.5), [5]), Sample(Activation.softmax, [5]),
      Sample(Dense(3, activation: .leakyReLU(slope: 0.1), usesBias: false), [5]),
      Sample(Dense(2), [4]), Sample(Dropout(0.25), [5]), Sample(StochasticDepth(0.125), [5]),
      Sample(Reshape([2, 3]), [6]), Sample(Embedding(3, features: 2), [4]),
      Sample(PReLU(.shared, slope: 0.5), [4]), Sample(Recomputed { Dense(2) }, [4]),
      Sample(mixed, [5, 5, 1]),
      Sample(Parallel([Sequential { Dense(2) }, Sequential { Dense(3) }]), [4]),
    ]
  }

  private static var mixed: Sequential {
    Sequential {
      Conv2D(2, kernel: 3)
      Sequential { Activation.relu }
      Recomputed { Flatten() }
      Dense(2)
    }
  }

  private static var images: [Sample] {
    let shape: Shape = [7, 6, 4]
    let layers: [any DescribedLayer] = [
      Conv2D(
        6, kernel: (3, 2), strides: (2, 1), padding: .same, dilation: (1, 2), groups: 2,
        activation: .gelu, usesBias: false),
      Conv2D(2, kernel: 3, padding: .zeros(top: 1, left: 0, bottom: 2, right: 1)),
      DepthwiseConv2D(kernel: 3, strides: 2, dilation: 2, multiplier: 2, activation: .silu),
      SeparableConv2D(3, kernel: 3, padding: .zeros(1), multiplier: 2, usesBias: false),
      ConvTranspose2D(
        3, kernel: 3, strides: 2, padding: .zeros(1), outputPadding: 1, activation: .relu6),
      ConvBlock(3), ConvBlock(3, pools: false),
      MaxPool2D(3, strides: 2, padding: .zeros(1), roundsUp: true), MaxPool2D(),
      AveragePool2D(3, strides: 1, padding: .same, countsPadding: true),
      AdaptiveAveragePool2D(height: 2, width: 3), GlobalAveragePool2D(), GlobalMaxPool2D(),
      BatchNorm(momentum: 0.5, epsilon: 0.01, runningEstimate: .unbiased),
      GroupNorm(2, epsilon: 0.01), InstanceNorm(epsilon: 0.02), LayerNorm(epsilon: 0.03),
      SqueezeExcitation(2, activation: .silu, scaleActivation: .hardSigmoid),
      DropBlock(0.25, blockSize: 3), LayerScale(0.5), PReLU(slope: 0.125), Flatten(),
      UpSample2D(height: 2, width: 3, interpolation: .bilinear),
      ZeroPad2D(top: 1, left: 0, bottom: 2, right: 3),
      ReflectPad2D(top: 0, left: 1, bottom: 2, right: 3), PixelSequence(),
      Residual(activation: .leakyReLU(slope: 0.1)) {
        Conv2D(5, kernel: 3, padding: .same)
      } shortcut: {
        Conv2D(5, kernel: 1)
      },
      Residual { BatchNorm() },
    ]
    return layers.map { Sample($0, shape) }
  }

  private static var sequences: [Sample] {
    let layers: [any DescribedLayer] = [
      ClassToken(), PositionEmbedding(), MultiHeadAttention(heads: 2), FirstInSequence(),
      TransformerBlock(heads: 2, hidden: 6, activation: .geluTanh, epsilon: 0.01),
    ]
    return layers.map { Sample($0, [3, 4]) }
  }

  /// The text of a description, without the white space and the random order that JSON allows.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read(
    _ text: String, _ catalog: LayerCatalog = .standard
  ) throws -> any Layer {
    let decoder = JSONDecoder()
    decoder.userInfo[LayerCatalog.key] = catalog
    return try decoder.decode(LayerForm.self, from: Data(text.utf8)).layer
  }
}
