import Autograd
import Layers
import Tensor
import TestSupport
import Testing

/// The blog's leg at full size against Keras, with weights that both sides make from seeds.
@Suite struct BlogLegTests {
  private let fixture = Fixture("BlogLeg/leg")

  private func uniform(_ shape: Shape, _ limits: Range<Float>, seed: String) -> Tensor {
    var random = SeededGenerator(seed: UInt64(fixture.text(seed))!)
    return .uniform(shape, in: limits, using: &random)
  }

  private func makeLeg() throws -> Sequential {
    var leg = Sequential {
      Conv2D(64, kernel: 10, activation: .relu, weightInitializer: .zeros)
      MaxPool2D()
      Conv2D(128, kernel: 7, activation: .relu, weightInitializer: .zeros)
      MaxPool2D()
      Conv2D(128, kernel: 4, activation: .relu, weightInitializer: .zeros)
      MaxPool2D()
      Conv2D(256, kernel: 4, activation: .relu, weightInitializer: .zeros)
      Flatten()
      Dense(4096, activation: .sigmoid, weightInitializer: .zeros)
    }
    #expect(try leg.build(for: [105, 105, 1]) == [4096])
    leg.forEachParameter { path, parameter in
      let limit = fixture.number("limit.\(path)")
      parameter.value = uniform(parameter.value.shape, -limit..<limit, seed: "seed.\(path)")
    }
    return leg
  }

  @Test func agreesWithKeras() throws {
    let leg = try makeLeg()
    #expect(leg.parameterCount == 38_947_648)
    let images = uniform([2, 105, 105, 1], 0..<1, seed: "imageSeed")
    let factors = uniform([2, 4096], -1..<1, seed: "factorSeed")
    expectClose(leg(images), fixture["embeddings"], "inference", tolerance: 1e-4)

    struct Model: Parameterized {
      var leg: Sequential, images: Parameter
      mutating func visit(_ visitor: inout some ParameterVisitor) {
        leg.visit(&visitor)
        visitor.visit(&images, named: "input")
      }
    }
    var model = Model(leg: leg, images: Parameter(images))
    let (scalar, gradients) = gradient(of: &model) { model in
      let embeddings = model.leg(model.images.value)
      expectClose(embeddings.detached, fixture["embeddings"], "training", tolerance: 1e-4)
      return (embeddings * factors).sum()
    }
    expectClose(scalar, fixture["scalar"].item, "scalar", tolerance: 1e-4)
    let inputGradient = try #require(gradients["input"])
    expectClose(inputGradient, fixture["gradient.input"], "gradient.input", tolerance: 1e-4)
    for path in leg.parameters.map(\.path) {
      let whole = try #require(gradients[path])
      let flat = whole.reshaped(to: [whole.count])
      let norm = flat.square().sum().sqrt()
      expectClose(norm, fixture["norm.\(path)"], "norm.\(path)", tolerance: 1e-4)
      let step = flat.count / fixture.integer("samples") | 1
      let sample = flat.gathered(at: Array(stride(from: 0, to: flat.count, by: step)))
      expectClose(sample, fixture["sample.\(path)"], "sample.\(path)", tolerance: 1e-4)
    }
  }
}
