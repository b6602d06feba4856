import Layers

/// Blocks of one kind in a network of inverted residuals.
package struct MobileStage {
  /// How many there are.
  let count: Int
  /// Of each of them.
  let filters: Int
  /// Of the first; the others keep the size.
  let strides: Int
  /// How many times the channels of the input the depthwise convolution has.
  let expansion: Int
  /// Rows and columns of the depthwise filters.
  let kernel: Int

  package init(_ count: Int, filters: Int, strides: Int, expansion: Int = 6, kernel: Int = 3) {
    self.count = count
    self.filters = filters
    self.strides = strides
    self.expansion = expansion
    self.kernel = kernel
  }
}

/// A network of inverted residuals: a 1×1 convolution to more channels, a depthwise one, and a 1×1
/// convolution to few, with nothing after it.
///
/// Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", 2018, figure 3.
struct MobileBlocks {
  let activation: Activation
  /// Where TensorFlow's networks place strided convolutions; otherwise it is where PyTorch's do.
  let padsAsTensorFlow: Bool
  /// Whether gates weigh the channels behind the depthwise convolutions.
  let squeezes: Bool
  /// The rate of stochastic depth that the last block would have.
  let dropRate: Float
  let normalization: BatchNorm

  /// The leg.
  ///
  /// - Parameters:
  ///   - stem: The filters of the first convolution.
  ///   - stages: What follows it.
  ///   - head: The filters of the last convolution, and so the length of the embedding.
  func network(stem: Int, _ stages: [MobileStage], head: Int) -> Sequential {
    let total = Float(stages.reduce(0) { $0 + $1.count })
    var (channels, position) = (stem, Float(0))
    var layers = convolution(stem, kernel: 3, strides: 2)
    for stage in stages {
      for index in 0..<stage.count {
        layers += block(
          stage, strides: index == 0 ? stage.strides : 1, channels: channels,
          dropRate: dropRate * position / total)
        (channels, position) = (stage.filters, position + 1)
      }
    }
    return Sequential(layers + convolution(head, kernel: 1) + [GlobalAveragePool2D()])
  }

  private func block(
    _ stage: MobileStage, strides: Int, channels: Int, dropRate: Float
  ) -> [any Layer] {
    var layers: [any Layer] = []
    if stage.expansion > 1 { layers += convolution(stage.expansion * channels, kernel: 1) }
    layers += [
      DepthwiseConv2D(
        kernel: stage.kernel, strides: strides, padding: padding(stage.kernel), usesBias: false,
        weightInitializer: .heNormal), normalization, activation,
    ]
    if squeezes { layers.append(SqueezeExcitation(max(1, channels / 4), activation: activation)) }
    layers += convolution(stage.filters, kernel: 1).dropLast()
    guard strides == 1, channels == stage.filters else { return layers }
    if dropRate > 0 { layers.append(StochasticDepth(dropRate)) }
    return [Residual(Sequential(layers))]
  }

  private func convolution(_ filters: Int, kernel: Int, strides: Int = 1) -> [any Layer] {
    let convolution = Conv2D(
      filters, kernel: kernel, strides: strides, padding: padding(kernel), usesBias: false,
      weightInitializer: .heNormal)
    return [convolution, normalization, activation]
  }

  private func padding(_ kernel: Int) -> Padding { padsAsTensorFlow ? .same : .zeros(kernel / 2) }
}
