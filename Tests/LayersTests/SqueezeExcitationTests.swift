import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SqueezeExcitationTests {
  @Test func agreesWithTorchvision() throws {
    let layers = [
      "default": SqueezeExcitation(2),
      "mobilenet": SqueezeExcitation(2, scaleActivation: .hardSigmoid),
      "efficientnet": SqueezeExcitation(2, activation: .silu),
    ]
    for (name, layer) in layers {
      try expectJudged(layer, by: Fixture("SqueezeExcitation/\(name)"))
    }
  }

  @Test func isDifferentiable() throws {
    var layer = SqueezeExcitation(3, activation: .tanh)
    #expect(try layer.build(for: [2, 3, 4]) == [2, 3, 4])
    let model = layer
    expectDifferentiable(at: samples([2, 2, 3, 4])) { model($0[0]) }
  }

  @Test func refusesOtherInputs() throws {
    let error = #expect(throws: ShapeError.self) {
      try SqueezeExcitation(2).outputShape(for: [9])
    }
    #expect(
      error?.message == "SqueezeExcitation expects images [height, width, channels], got [9]")
    var layer = SqueezeExcitation(2)
    try layer.build(for: [3, 3, 4])
    let other = #expect(throws: ShapeError.self) { try layer.build(for: [3, 3, 5]) }
    #expect(
      other?.description == "reduce: weight has shape [4, 2], but the input needs [5, 2]")
  }

  @Test func summaryHasItsParts() throws {
    let rows = try SqueezeExcitation(2).summary(for: [3, 3, 4], named: "leg").rows
    #expect(rows.map(\.layer) == ["leg.reduce (Dense)", "leg.expand (Dense)"])
    #expect(rows.map(\.trainable) == [10, 12])
  }
}
