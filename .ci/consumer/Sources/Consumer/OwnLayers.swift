import OneShot

/// Multiplies each channel by a factor that it learns.
struct ChannelScale: Layer {
  var factor = Parameter { input, _ in .ones([input[-1]]) }
  static var parts: [Part<Self>] { [Part("factor", \.factor)] }
  func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
}

/// Adds what a narrow path computes, scaled, to its input.
struct Bottleneck: Layer {
  var narrow: Conv2D
  var wide: Conv2D
  var scale = ChannelScale()
  static var parts: [Part<Self>] {
    [Part("narrow", \.narrow), Part("wide", \.wide), Part("scale", \.scale)]
  }
  func callAsFunction(_ input: Tensor) -> Tensor { input + scale(wide(narrow(input))) }
}

/// Forgets to name its parameter.
struct Forgetful: Layer {
  var factor = Parameter(.ones([1]))
  func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
}

func checkOwnLayers() throws {
  let leg = Sequential {
    Conv2D(8, kernel: 3, padding: .same)
    Bottleneck(
      narrow: Conv2D(2, kernel: 1, activation: .relu),
      wide: Conv2D(8, kernel: 3, padding: .same))
    Residual {
      Conv2D(8, kernel: 3, padding: .same); ChannelScale()
    }
    GlobalAveragePool2D()
  }
  let siamese = try Siamese(leg, input: [12, 12, 1], distance: .meanSquared)
  let paths = siamese.parameters.map(\.path)
  expect(paths.contains("leg.1.scale.factor"), "\(paths)")
  let rows = siamese.summary().rows.map(\.layer)
  expect(rows.contains("leg.1.narrow (Conv2D)"), "\(rows)")

  var unfit = Sequential {
    Bottleneck(narrow: Conv2D(2, kernel: 1), wide: Conv2D(8, kernel: 30))
  }
  do {
    try unfit.build(for: [12, 12, 1])
    expect(false, "a window of 30 pixels fits an image of 12")
  } catch {
    expect("\(error)".hasPrefix("0.wide: "), "\(error)")
  }
  expect(
    Forgetful().unvisitedParameters == ["Forgetful.factor"], "\(Forgetful().unvisitedParameters)")
}
