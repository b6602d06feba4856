import Autograd
import Optimizers
import TestSupport
import Testing

@testable import Training

@Suite struct CallbackTests {
  private let problem = Problem()

  /// Remembers the best epoch, and nothing at first.
  private struct Best: Callback {
    struct State: Codable, Sendable, Equatable {
      var loss: Double?
      /// Numbers that JSON does not have.
      var bound = -Double.infinity
      var unknown = Double.nan
    }
    var state = State()
    var weights = ParameterValues(paths: [], tensors: [])
    var show: (Best) -> Void = { _ in }

    mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      show(self)
    }
    mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      state.loss = run.logs[.loss]
      weights = model.values
    }
  }

  private func run(_ folder: CheckpointFolder, epochs: Int, _ callbacks: [any Callback]) throws {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(epochs: epochs, stepsPerEpoch: 2, checkpoints: folder),
      callbacks: callbacks, loss: problem.loss)
  }

  /// Also one whose state is empty at first, with numbers that JSON does not have.
  @Test func aStateComesBack() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(folder, epochs: 1, [Best()])
      let checkpoint = try #require(try folder.latest()).checkpoint
      var seen: Best?
      try run(folder, epochs: 2, [TerminateOnNaN(), Best { seen = $0 }])
      let found = try #require(seen)
      #expect(found.state.loss == checkpoint.progress.history[.loss][0])
      #expect(found.state.bound == -.infinity && found.state.unknown.isNaN)
      #expect(found.weights == checkpoint.values)
    }
  }

  @Test func thoseWithoutAStateMayComeAndGo() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(folder, epochs: 1, [TerminateOnNaN(), Best(), Interruption(step: 99)])
      try run(folder, epochs: 2, [Best()])
      try run(folder, epochs: 3, [InterruptHandler(), Best(), TerminateOnNaN()])
    }
  }

  @Test func othersAreRefusedWithTheList() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(folder, epochs: 1, [EarlyStopping(monitor: .loss), Best()])
      for callbacks in [[Best(), EarlyStopping(monitor: .loss)], [Best()], []] as [[any Callback]] {
        let problem = #expect(throws: FileProblem.self) { try run(folder, epochs: 2, callbacks) }
        #expect(problem?.found.hasSuffix("callbacks with a state: EarlyStopping, Best") == true)
        let kinds = callbacks.map { "\(type(of: $0))" }.joined(separator: ", ")
        #expect(
          problem?.expected == "callbacks with a state: \(kinds.isEmpty ? "none" : kinds)")
      }
    }
  }

  @Test func aStateOfAnotherFormIsRefused() throws {
    struct Other {
      struct Best: Callback { var state = [1, 2, 3] }
    }
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(folder, epochs: 1, [Best()])
      let problem = #expect(throws: FileProblem.self) { try run(folder, epochs: 2, [Other.Best()]) }
      #expect(problem?.expected == "a state of Best")
    }
  }
}
