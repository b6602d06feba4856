import Autograd
import Files
import Foundation
import Optimizers
import TestSupport
import Testing

@testable import Training

@Suite struct CSVLoggerTests {
  private let problem = Problem()

  private func run(_ epochs: Int, _ callbacks: [any Callback]) throws -> TrainingHistory {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
    var epoch = 0.0
    return try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(epochs: epochs, stepsPerEpoch: 3), callbacks: callbacks,
      loss: { _, _ in 2 }
    ) { _ in
      epoch += 1
      let odd = Metric("a,b", .maximize)
      return epoch == 1 ? [odd: 0.5] : [odd: 0.25, .oneShotAccuracy: 1]
    }
  }

  @Test(arguments: awkwardNames)
  func writesALineForEachEpoch(_ name: String) throws {
    let folder = try TemporaryFolder(named: name)
    let url = folder.url.appending(path: "log.csv")
    let history = try run(2, [CSVLogger(url)])
    let (loss, seconds) = (history[.loss][0], history[.seconds])
    #expect(
      try String(contentsOf: url, encoding: .utf8)
        == "epoch,iteration,loss,\"a,b\",seconds,oneShotAccuracy\n1,3,\(loss),0.5,\(seconds[0]),\n"
        + "2,6,\(loss),0.25,\(seconds[1]),1.0\n")
  }

  @Test func aFileThatCannotBeWrittenIsAnErrorBeforeAnyWork() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "none/log.csv")
    let problem = #expect(throws: FileProblem.self) { try run(2, [CSVLogger(url)]) }
    #expect(
      problem
        == FileProblem(url, found: "No such file or directory", expected: "a writable file"))
  }

  /// Takes the folder away after an epoch, and gives it back after another; shows the warnings.
  private struct Trouble: Callback {
    let folder: URL
    let show: ([String]) -> Void
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws {
      if run.epoch == 1 { Files.remove(folder) }
      if run.epoch == 3 { try Files.makeFolder(folder) }
      show(run.warnings)
    }
  }

  @Test func aLogThatFailsLaterIsAWarning() throws {
    let folder = try TemporaryFolder()
    let logs = folder.url.appending(path: "logs")
    try Files.makeFolder(logs)
    let url = logs.appending(path: "log.csv")
    var warnings: [String] = []
    let history = try run(4, [CSVLogger(url), Trouble(folder: logs) { warnings = $0 }])
    #expect(history.ending == .finished)
    #expect(
      warnings == [
        "\(url.systemPath): expected a writable file, found No such file or directory"
      ], "once")
    #expect(try Files.read(url).count(where: { $0 == newline }) == 5, "it has all epochs again")
  }
}
