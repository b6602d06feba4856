import Foundation
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

/// Cuts off what is beyond a limit, and says so in files.
struct Clipped: DescribedLayer {
  let limit: Float
  init(limit: Float) { self.limit = limit }
  func callAsFunction(_ input: Tensor) -> Tensor { input.clipped(to: -limit...limit) }

  struct Form: Codable { let limit: Float }
  var form: Form { Form(limit: limit) }
  init(form: Form) throws {
    try ArchitectureError.check("limit", form.limit, in: 0...)
    self.init(limit: form.limit)
  }
}

func checkDescribedLayers() throws {
  let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
  defer { try? FileManager.default.removeItem(at: url) }
  var model = Sequential {
    Clipped(limit: 0.5)
    Dense(2)
  }
  try model.build(for: [3])
  try model.save(to: url, input: [3])
  let copy = try Sequential(contentsOf: url, catalog: .standard.adding(Clipped.self))
  expect(copy(.ones([1, 3])) == model(.ones([1, 3])), "a layer of one's own from a file")
  do {
    _ = try Sequential(contentsOf: url)
    expect(false, "a layer that no catalog has")
  } catch {
    expect("\(error)".contains("Clipped"), "\(error)")
  }
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
