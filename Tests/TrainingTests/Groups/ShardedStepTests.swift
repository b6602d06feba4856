import Autograd
import Datasets
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct ShardedStepTests {
  private let problem = Problem()

  private func gradients(
    _ model: inout Sequential, shards: Int, group: (any TrainingGroup)? = nil
  ) throws -> (loss: Float, gradients: Gradients) {
    var step = ShardedStep(TrainingPlan(steps: 9, seed: 2, shards: shards, group: group))
    let numbers = step
    return try step(&model, 3) { [problem] model, own, random, _ in
      let batch = problem.noise(numbers.number(of: own))
      return gradient(of: &model, using: &random) { problem.loss($0, batch) }
    }
  }

  /// The mean of the shards, each with dropout of its own, and of their running statistics.
  @Test func aStepIsTheMeanOfItsShards() throws {
    var model = try problem.model()
    let (loss, found) = try gradients(&model, shards: 4)
    var models: [Sequential] = []
    var (losses, all): ([Float], [Gradients]) = ([], [])
    for shard in 0..<4 {
      var alone = try problem.model()
      var random = SeededGenerator(seed: 2, "step", 3, shard)
      let batch = problem.noise(12 + shard)
      let (loss, gradients) = gradient(of: &alone, using: &random) { problem.loss($0, batch) }
      losses.append(loss)
      all.append(gradients)
      models.append(alone)
    }
    #expect(loss == (losses[0] + losses[2] + (losses[1] + losses[3])) / 4)
    for (index, path) in found.paths.enumerated() {
      let parts = all.map { $0.values[index] }
      #expect((found.values[index] == nil) == parts.contains(nil))
      guard let value = found.values[index] else { continue }
      let sum = (parts[0]! + parts[2]!) + (parts[1]! + parts[3]!)
      #expect(value == sum / 4, "\(path)")
    }
    let statistics = model.parameters.indices.filter {
      model.parameters[$0].parameter.role == .statistic
    }
    #expect(statistics.count == 2)
    for index in statistics {
      let parts = models.map { $0.values.tensors[index] }
      #expect(model.values.tensors[index] == ((parts[0] + parts[2]) + (parts[1] + parts[3])) / 4)
    }
  }

  /// What a layer did not change is not averaged: a mean of equal numbers need not be the number.
  @Test func frozenParametersStay() throws {
    var model = try problem.model()
    model.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("0.") }
    let before = model.values
    _ = try gradients(&model, shards: 3)
    #expect(model.values["0.weight"] == before["0.weight"])
  }

  @Test func withoutShardsAStepIsTheBatch() throws {
    var (model, alone) = (try problem.model(), try problem.model())
    let (loss, found) = try gradients(&model, shards: 1)
    var random = SeededGenerator(seed: 2, "step", 3)
    let (expected, gradients) = gradient(of: &alone, using: &random) {
      problem.loss($0, problem.noise(3))
    }
    #expect(loss == expected && found.values == gradients.values && model.values == alone.values)
  }

  /// A parameter that only some shards have a gradient of, on whichever process.
  @Test(arguments: [1, 2, 3, 5])
  func gradientsMayBeMissing(_ count: Int) throws {
    let found = try Team(count).run { member in
      var model = Sequential {
        Dense(1, usesBias: false)
        Dense(1, usesBias: false)
      }
      try model.build(for: [1], seed: 1)
      var step = ShardedStep(TrainingPlan(steps: 1, shards: 4, group: member))
      let numbers = step
      return try step(&model, 0) { model, own, _, _ in
        // Shard 2 is of the first layer alone.
        let usesFirst = numbers.number(of: own) == 2
        return gradient(of: &model) { model in
          let x = Tensor([[1]])
          return (usesFirst ? model.layers[0](x) : model(x)).sum()
        }
      }.gradients.values
    }
    for values in found { #expect(values == found[0]) }
    #expect(found[0].allSatisfy { $0 != nil })
  }
}
