// A layer of one's own, in a leg of one's own.
//
//   swift run OwnLeg

import OneShot

/// Adds what its layers compute to its input.
struct Residual: Layer {
  var layers: Sequential

  init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = Sequential(layers) }

  mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let output = try layers.build(for: input, using: &random)
    guard output == input else {
      throw ShapeError("Residual: its layers make \(output) of \(input), expected the same shape")
    }
    return output
  }

  func callAsFunction(_ input: Tensor) -> Tensor { input + layers(input) }

  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&layers, named: "layers")
  }
}

/// Multiplies each channel by a factor that it learns.
struct ChannelScale: Layer {
  var factor = Parameter()

  mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let shape: Shape = [input[-1]]
    try factor.build(shape, named: "factor") { .ones(shape) }
    return input
  }

  func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }

  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&factor, named: "factor")
  }
}

let swish = Activation("swish") { $0 * $0.sigmoid() }

let leg = Sequential {
  Conv2D(16, kernel: 3, strides: 2, padding: .same, activation: swish)
  Residual {
    Conv2D(16, kernel: 3, padding: .same, activation: swish)
    ChannelScale()
  }
  MaxPool2D()
  Flatten()
  Dense(64)
}

let siamese = try Siamese(leg, input: [28, 28, 1], distance: .cosine)
print(siamese.summary())
print(siamese.parameters.map(\.path))

do {
  let unfit = Sequential {
    Conv2D(16, kernel: 3)
    Dense(64)
  }
  _ = try Siamese(unfit, input: [28, 28, 1])
} catch {
  print(error)
}

let product = Distance("product", features: { $0 }) { a, b in a * b }
print(try Siamese(leg, input: [28, 28, 1], distance: product).parameterCount)

var random = SeededGenerator(seed: 1)
let images = Tensor.uniform([2, 8, 8, 3], using: &random)
print(GradientCheck(at: [images]) { $0[0] * $0[0].sigmoid() }.passes)
