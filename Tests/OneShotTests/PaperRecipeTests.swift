import OneShot
import TestSupport
import Testing

/// The recipe of Koch, Zemel and Salakhutdinov (2015): losses, penalties, rates, momenta and weights
/// as Keras has them, `Tests/Fixtures/judges/paper_recipe.py`.
@Suite struct PaperRecipeTests {
  private static let layers = ["leg.0", "leg.2", "leg.4", "head"]
  private let steps = Fixture("PaperRecipe/steps")

  private func network() throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(4, kernel: 5, activation: .relu)
      MaxPool2D()
      Conv2D(6, kernel: 3, activation: .relu)
      Flatten()
      Dense(12, activation: .sigmoid)
    }
    var siamese = try Siamese(leg, input: [16, 16, 1])
    let start = Fixture("PaperRecipe/epoch-0")
    siamese.forEachParameter { path, parameter in parameter.value = start[path] }
    return siamese
  }

  private func optimizer() -> SGD {
    var optimizer = SGD(learningRate: 0)
    let batches = steps.integer("batches")
    for layer in Self.layers {
      optimizer.options.layers[layer] = LayerSettings(
        learningRate: .exponential(
          from: steps.number("rate.\(layer)"), factor: steps.number("rateFactor"), every: batches
        ).stepwise(every: batches),
        momentum: .linear(
          from: steps.number("firstMomentum"), to: steps.number("momentum.\(layer)"),
          over: steps.integer("rise") * batches
        ).stepwise(every: batches),
        regularizer: .l2(steps.number("l2.\(layer)")))
    }
    return optimizer
  }

  @Test func ratesAndMomentaChangeFromEpochToEpoch() throws {
    let batches = steps.integer("batches")
    for step in 0..<steps.integer("epochs") * batches {
      for (index, layer) in Self.layers.enumerated() {
        let settings = try #require(optimizer().options.layers[layer])
        let rate = try #require(settings.learningRate)
        let momentum = try #require(settings.momentum)
        let expected = (steps["rate"][step][index].item, steps["momentum"][step][index].item)
        expectClose(rate(at: step), expected.0, "rate of \(layer) at \(step)")
        expectClose(momentum(at: step), expected.1, "momentum of \(layer) at \(step)")
      }
    }
  }

  @Test func trainsAsKerasDoes() throws {
    var (siamese, optimizer) = (try network(), optimizer())
    let (epochs, batches) = (steps.integer("epochs"), steps.integer("batches"))
    for epoch in 0..<epochs {
      for batch in 0..<batches {
        let (left, right) = (steps["left.\(batch)"], steps["right.\(batch)"])
        let (loss, gradients) = gradient(of: &siamese) {
          binaryCrossEntropy($0(left, right), steps["target"])
        }
        let step = epoch * batches + batch
        let penalty = optimizer.regularizationPenalty(of: siamese)
        expectClose(penalty, steps["penalty"][step].item, "penalty \(step)")
        expectClose(loss + penalty, steps["loss"][step].item, "loss \(step)")
        optimizer.update(&siamese, along: gradients)
      }
      let expected = Fixture("PaperRecipe/epoch-\(epoch + 1)")
      for (path, parameter) in siamese.parameters {
        expectClose(parameter.value, expected[path], "\(path) after epoch \(epoch + 1)")
      }
    }
  }

  /// Where they did not, the comparison of weights would prove little.
  @Test func everyLayerMovesFarMoreThanTheTolerance() {
    let (start, end) = (Fixture("PaperRecipe/epoch-0"), Fixture("PaperRecipe/epoch-3"))
    for path in Self.layers.flatMap({ ["\($0).weight", "\($0).bias"] }) {
      #expect(relativeError(end[path], start[path]) > 1e-2, "\(path)")
    }
  }
}
