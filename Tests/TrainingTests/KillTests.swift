import Foundation
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

/// A training that is killed again and again, at any moment, ends as one that never was.
@Suite struct KillTests {
  /// Trains in `folder` from the newest checkpoint there to the end; the weights.
  static func train(in folder: URL) throws -> (weights: [Tensor], history: TrainingHistory) {
    let problem = Problem()
    let checkpoints = CheckpointFolder(folder, keep: 2)
    var model = try problem.model()
    var optimizer = AdamW(learningRate: 0.01)
    let history = try fit(
      &model, with: &optimizer, epochs: 40, stepsPerEpoch: 25, seed: 5,
      callbacks: [
        EarlyStopping(monitor: "score", patience: 1000),
        ModelCheckpoint(in: checkpoints, every: .steps(3)),
      ],
      resumingFrom: checkpoints, batch: problem.noise, loss: problem.loss
    ) { model in ["score": Double(model(problem.inputs).scalars[0])] }
    return (model.parameters.map(\.parameter.value), history)
  }

  @Test func aKilledTrainingEndsAsOneThatNeverWas() async throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "kill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: base) }
    let folder = base.appending(path: "killed")
    let path = folder.path(percentEncoded: false)
    var random = SystemRandomNumberGenerator()
    var reached = 0
    for _ in 0..<12 {
      let microseconds = UInt32.random(in: 1000...60_000, using: &random)
      await #expect(processExitsWith: .signal(SIGKILL), "after \(microseconds) µs") {
        [path = path as String, microseconds = microseconds as UInt32] in
        let killer = Thread {
          usleep(microseconds)
          kill(getpid(), SIGKILL)
        }
        killer.start()
        _ = try KillTests.train(in: URL(filePath: path))
      }
      let iteration = try CheckpointFolder(folder).latest()?.checkpoint.iteration ?? 0
      #expect(iteration >= reached, "nothing is lost")
      reached = iteration
    }
    #expect(reached > 0 && reached < 1000, "killed on the way, at \(reached)")
    let found = try KillTests.train(in: folder)
    let expected = try KillTests.train(in: base.appending(path: "whole"))
    #expect(found.weights == expected.weights)
    #expect(found.history == expected.history)
  }
}
