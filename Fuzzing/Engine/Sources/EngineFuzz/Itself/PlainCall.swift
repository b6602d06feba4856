import OneShot

/// Calls layers with nothing computed as one: every layer by itself, every activation as an operation of its
/// own.
///
/// With a generator, what each of them gives is made by a part of `step` larger or smaller at random, and
/// with it the gradient that comes back: so much do roundings change the result, times 2⁻²⁴ / `step`.
final class PlainCall {
  static let step: Float = 0x1p-12
  private var random: SeededGenerator?

  init(nudging random: SeededGenerator? = nil) { self.random = random }

  func callAsFunction(_ layer: any Layer, _ input: Tensor) -> Tensor {
    switch layer {
    case let layer as Sequential: layer.layers.reduce(input) { self($1, $0) }
    case let layer as Recomputed: self(layer.layers, input)
    case let layer as SeparableConv2D: self(layer.pointwise, self(layer.depthwise, input))
    case let layer as Parallel:
      .concatenated(layer.branches.map { self($0, input) }, axis: -1)
    case let layer as Residual:
      nudged(
        layer.activation(
          self(layer.layers, input) + (layer.shortcut.map { self($0, input) } ?? input)))
    case let layer as ConvBlock:
      self(
        Sequential(
          [layer.convolution, layer.normalization, Activation.relu]
            + (layer.pooling.map { [$0] } ?? [])), input)
    case let layer as Conv2D: activated(convolved(layer, input), layer.bias, layer.activation)
    case let layer as DepthwiseConv2D:
      activated(convolved(layer, input), layer.bias, layer.activation)
    case let layer as Dense:
      activated(input.matmul(layer.weight.value), layer.bias, layer.activation)
    default: nudged(layer(input))
    }
  }

  private func convolved(_ layer: Conv2D, _ input: Tensor) -> Tensor {
    let window = layer.window
    return input.convolved(
      with: layer.weight.value, strides: window.strides, padding: window.padding,
      dilation: window.dilation, groups: layer.groups)
  }

  private func convolved(_ layer: DepthwiseConv2D, _ input: Tensor) -> Tensor {
    let window = layer.window
    return input.depthwiseConvolved(
      with: layer.weight.value, strides: window.strides, padding: window.padding,
      dilation: window.dilation)
  }

  private func activated(_ result: Tensor, _ bias: Parameter?, _ activation: Activation) -> Tensor {
    let sum = nudged(result)
    return nudged(activation(bias.map { nudged(sum + $0.value) } ?? sum))
  }

  func nudged(_ result: Tensor) -> Tensor {
    guard var random else { return result }
    defer { self.random = random }
    let signs = (Tensor.uniform(result.shape, using: &random) .> Tensor(0.5)) * 2 - 1
    return result * (1 + signs * Self.step)
  }
}
