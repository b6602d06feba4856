import Autograd
import Foundation
import Optimizers
import TestSupport
import Testing

@testable import Training

@Suite struct InterruptHandlerTests {
  private static let names = [SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGHUP"]

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsTheTrainingAndIsSaved(_ number: Int32) async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path(percentEncoded: false)
    await #expect(processExitsWith: .success) { [path = path as String, number = number as Int32] in
      let problem = Problem()
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
      let history = try fit(
        &model, with: &optimizer,
        plan: TrainingPlan(
          steps: 100, checkpoints: CheckpointFolder(URL(filePath: path))),
        callbacks: [InterruptHandler()],
        batch: { step in
          if step == 6 { sendThisThread(number) }
          return problem.noise(step)
        }, loss: problem.loss)
      #expect(history.ending == .interrupted(Self.names[number] ?? ""))
    }
    #expect(try CheckpointFolder(folder.url).latest()?.checkpoint.iteration == 7)
  }

  /// As under `nohup`.
  @Test func aTerminalThatNobodyNeedsMayEnd() async {
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      let problem = Problem()
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
      let history = try fit(
        &model, with: &optimizer, plan: TrainingPlan(steps: 10), callbacks: [InterruptHandler()],
        batch: { step in
          if step == 6 { sendThisThread(SIGHUP) }
          return problem.noise(step)
        }, loss: problem.loss)
      #expect(history.ending == .finished)
    }
  }
}

/// Sends a signal to the thread that calls, which has it when this returns; a thread of the library for
/// concurrency would let it wait.
private func sendThisThread(_ number: Int32) {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, number)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  raise(number)
}
