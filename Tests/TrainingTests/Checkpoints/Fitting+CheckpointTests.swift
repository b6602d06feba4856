import Autograd
import Files
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct FittingCheckpointTests {
  private let problem = Problem()

  private func run(
    in folder: CheckpointFolder, stepsPerEpoch: Int = 3, seed: UInt64 = 1,
    settings: [String: String] = ["data": "xor"], units: Int = 6,
    optimizer rule: any Optimizer = SGD(learningRate: 0.1, momentum: 0.5)
  ) throws {
    var (model, rule) = (try problem.model(units: units), rule)
    try fit(
      &model, with: &rule, on: problem.source,
      plan: TrainingPlan(
        epochs: 2, stepsPerEpoch: stepsPerEpoch, seed: seed, checkpoints: folder,
        settings: settings),
      loss: problem.loss)
  }

  @Test func aCheckpointOfAnotherRunIsRefusedWithItsReason() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(in: folder)
      func refusal(_ body: () throws -> Void) -> String? {
        #expect(throws: FileProblem.self, performing: body)?.description
          .replacing(url.path(percentEncoded: false), with: "run")
      }
      #expect(
        refusal { try run(in: folder, seed: 2) }
          == "run: expected the seed 2, found a checkpoint of another run, with the seed 1")
      #expect(
        refusal { try run(in: folder, settings: ["data": "other"]) }
          == "run: expected the setting data other, found a checkpoint of another run, with the "
          + "setting data xor")
      #expect(
        refusal { try run(in: folder, stepsPerEpoch: 4) }?.contains("steps per epoch 4") == true)
      #expect(
        refusal { try run(in: folder, units: 7) }
          == "run: expected a parameter 0.weight of shape [2, 7], found a checkpoint of another "
          + "run, with a parameter 0.weight of shape [2, 6]")
      #expect(
        refusal { try run(in: folder, optimizer: Adam(learningRate: 0.1)) }?
          .contains("an optimizer Adam") == true)
    }
  }

  /// Nothing of the model or the optimizer changes where a checkpoint is refused.
  @Test func aRefusedCheckpointChangesNothing() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(in: folder)
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1, momentum: 0.5))
      let before = model.values
      #expect(throws: FileProblem.self) {
        try fit(
          &model, with: &optimizer, on: problem.source,
          plan: TrainingPlan(epochs: 2, stepsPerEpoch: 3, seed: 2, checkpoints: folder),
          loss: problem.loss)
      }
      #expect(model.values == before && optimizer.state.iteration == 0)
    }
  }
}
