import Autograd
import Files
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct CheckpointTests {
  private let problem = Problem()

  /// The newest checkpoint of a short training.
  private func checkpoint() throws -> Checkpoint {
    let root = try TemporaryFolder()
    let folder = CheckpointFolder(root.url)
    var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.1))
    try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(steps: 3, checkpoints: folder, settings: ["data": "xor"]),
      callbacks: [TerminateOnNaN(), EarlyStopping(monitor: .loss)], loss: problem.loss)
    let checkpoint = try #require(try folder.latest()).checkpoint
    #expect(checkpoint.values == model.values)
    #expect(checkpoint.moments == optimizer.state.moments)
    return checkpoint
  }

  @Test func comesBackWhole() throws {
    let checkpoint = try checkpoint()
    #expect(checkpoint.iteration == 3 && checkpoint.epoch == 1)
    #expect(checkpoint.settings == ["data": "xor"])
    #expect(checkpoint.callbackWeights.map(\.count) == [0, checkpoint.values.count])
    let kinds = checkpoint.progress.callbacks.map(\.type)
    #expect(kinds == ["TerminateOnNaN", "EarlyStopping"])
  }

  /// Neither weights nor moments that are infinite or NaN make room for themselves.
  @Test func numbersThatAreNoneAreNotSaved() throws {
    let good = try checkpoint()
    let root = try TemporaryFolder()
    let url = root.url.appending(path: "checkpoint")
    try good.write(to: url)
    let before = try Files.read(url)
    func broken(_ tensors: [Tensor]) -> [Tensor] {
      tensors.dropLast() + [.zeros(tensors.last!.shape) + .nan]
    }
    let weights = ParameterValues(
      paths: good.values.paths, tensors: broken(good.values.tensors))
    let bad = [
      Checkpoint(
        values: weights, moments: good.moments, callbackWeights: good.callbackWeights,
        progress: good.progress),
      Checkpoint(
        values: good.values, moments: [broken(good.moments[0])] + good.moments.dropFirst(),
        callbackWeights: good.callbackWeights, progress: good.progress),
    ]
    let names = bad.map { checkpoint in
      #expect(throws: FileProblem.self) { try checkpoint.write(to: url) }?.found
    }
    #expect(
      names == [
        "model.3.bias with numbers that are infinite or NaN",
        "optimizer.1.0.weight with numbers that are infinite or NaN",
      ])
    #expect(try Files.read(url) == before)
  }

  @Test func aForeignFileIsRefused() throws {
    try inTemporaryFolder { url in
      let file = url.appending(path: "weights.safetensors")
      try Safetensors([("a", Tensor(1))]).write(to: file)
      let error = #expect(throws: FileProblem.self) { try Checkpoint(contentsOf: file) }
      #expect(error?.found == "a file without a format")
    }
  }

  @Test(arguments: ["other", "model", "optimizer.1.a", "callbacks.0.a", "optimizer.0.b"])
  func aTensorOfAnotherNameIsRefused(_ name: String) throws {
    let progress = try checkpoint().progress
    var bare = progress
    bare.callbacks = []
    let text = try CheckpointText.encode(bare)
    try inTemporaryFolder { url in
      let file = url.appending(path: "checkpoint.safetensors")
      try Safetensors(
        [("model.a", Tensor(1)), (name, Tensor(1))],
        metadata: ["format": "OneShot checkpoint 2", "training": text]
      ).write(to: file, checksum: true)
      let error = #expect(throws: FileProblem.self) { try Checkpoint(contentsOf: file) }
      #expect(error?.found == "a tensor \(name)")
    }
  }
}
