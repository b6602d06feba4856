import Autograd
import Foundation
import Optimizers
import TestSupport
import Testing

@testable import Training

/// A training that is killed again and again, at any moment, ends as one that never was.
@Suite struct KillTests {
  /// Trains in `folder` from the newest checkpoint there to the end; the weights.
  static func train(in folder: URL) throws -> (weights: ParameterValues, history: TrainingHistory) {
    let problem = Problem()
    var (model, optimizer) = (try problem.model(), AdamW(learningRate: 0.01))
    let history = try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(
        epochs: 40, stepsPerEpoch: 25, seed: 5,
        checkpoints: CheckpointFolder(folder, keep: 2), every: .steps(3)),
      callbacks: [EarlyStopping(monitor: .score, patience: 1000)], loss: problem.loss
    ) { model in [.score: Double(model(problem.inputs).scalars[0])] }
    return (model.values, history)
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
    #expect(timeless(found.history) == timeless(expected.history))
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(names.count == 2, "what was left behind is gone: \(names)")
  }
}
