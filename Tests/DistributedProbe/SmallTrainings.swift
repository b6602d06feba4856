import Distributed
import Foundation
import OneShot

/// The first steps of real trainings.
enum SmallTrainings {
  /// `quick` as it is.
  static func quick(_ group: DistributedGroup, to file: URL) throws {
    var siamese = try Recipe.quick.network(seed: 1)
    let plan = TrainingPlan(steps: 10, stepsPerEpoch: 5, seed: 1, shards: 4, group: group)
    try Recipe.quick.train(&siamese, on: Glyphs(drawers: 6).dataset(), plan: plan)
    if group.isFirst { try siamese.saveWeights(to: file) }
  }

  /// The blog's training with an eighth of its filters and units.
  static func narrowBlog(_ group: DistributedGroup, to file: URL) throws {
    let leg = Sequential {
      Conv2D(8, kernel: 10, activation: .relu)
      MaxPool2D()
      Conv2D(16, kernel: 7, activation: .relu)
      MaxPool2D()
      Conv2D(16, kernel: 4, activation: .relu)
      MaxPool2D()
      Conv2D(32, kernel: 4, activation: .relu)
      Flatten()
      Dense(512, activation: .sigmoid)
    }
    var siamese = try Siamese(leg, input: [105, 105, 1], seed: 1)
    var optimizer = SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
    let pairs = Batches.pairs(
      4, from: try PairSampler(Glyphs(alphabets: 3, characters: 5, drawers: 4).dataset()), seed: 1)
    let plan = TrainingPlan(steps: 6, stepsPerEpoch: 3, seed: 1, shards: 8, group: group)
    try fit(&siamese, with: &optimizer, on: pairs, plan: plan) { siamese, batch in
      binaryCrossEntropy(siamese(batch.left, batch.right), batch.targets)
    }
    if group.isFirst { try siamese.saveWeights(to: file) }
  }
}
