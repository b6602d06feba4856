// A layer of one's own, in a leg of one's own.
//
//   swift run OwnLeg

import OneShot

/// Multiplies each channel by a factor that it learns.
struct ChannelScale: Layer {
  var factor = Parameter { input, _ in .ones([input[-1]]) }

  static var parts: [Part<ChannelScale>] { [Part("factor", \.factor)] }

  func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
}

/// A convolution through few channels, which has few weights.
struct Bottleneck: Layer {
  var narrow: Conv2D
  var wide: Conv2D
  var scale = ChannelScale()

  init(_ filters: Int, through few: Int) {
    narrow = Conv2D(few, kernel: 1, activation: swish)
    wide = Conv2D(filters, kernel: 3, padding: .same, activation: swish)
  }

  static var parts: [Part<Bottleneck>] {
    [
      Part("narrow", \.narrow), Part("wide", \.wide),
      Part("scale", \.scale),
    ]
  }

  func callAsFunction(_ input: Tensor) -> Tensor {
    scale(wide(narrow(input)))
  }
}

let swish = Activation("swish") { $0 * $0.sigmoid() }

let leg = Sequential {
  Conv2D(16, kernel: 3, strides: 2, padding: .same, activation: swish)
  Residual {
    Bottleneck(16, through: 4)
  }
  MaxPool2D()
  Flatten()
  Dense(64)
}

let siamese = try Siamese(leg, input: [28, 28, 1], distance: .cosine)
print(siamese.summary())
for (path, _) in siamese.parameters { print(path) }

do {
  let unfit = Sequential {
    Conv2D(16, kernel: 3)
    Dense(64)
  }
  _ = try Siamese(unfit, input: [28, 28, 1])
} catch {
  print(error)
}

do {
  let unfit = Sequential {
    Residual { Bottleneck(16, through: 4) }
    GlobalAveragePool2D()
  }
  _ = try Siamese(unfit, input: [28, 28, 1])
} catch {
  print(error)
}

let product = Distance("product", features: { $0 }, scale: 1) { a, b in
  a * b
}
let other = try Siamese(leg, input: [28, 28, 1], distance: product)
print(other.parameterCount)

var random = SeededGenerator(seed: 1)
let images = Tensor.uniform([2, 8, 8, 3], using: &random)
print(GradientCheck(at: [images]) { $0[0] * $0[0].sigmoid() }.passes)
