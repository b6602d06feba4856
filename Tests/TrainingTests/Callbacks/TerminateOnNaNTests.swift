import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct TerminateOnNaNTests {
  private let problem = Problem()

  /// From the third step on the loss is finite and its gradient NaN, or both are infinite.
  private func loss(_ model: Sequential, _ step: Int, _ factor: Float) -> Tensor {
    guard step >= 2, let bias = (model.layers[3] as? Dense)?.bias else {
      return problem.loss(model, problem.noise(step))
    }
    return (bias.value * factor).sum().sqrt() + problem.loss(model, problem.noise(step))
  }

  @Test(arguments: [
    (Float(0), "the gradient of 3.bias is not finite at iteration 3"),
    (.infinity, "the loss is inf at iteration 3"),
  ])
  func endsTheTrainingWithGoodWeights(_ factor: Float, _ reason: String) throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1, momentum: 0.9))
      var before = model.values
      let history = try fit(
        &model, with: &optimizer,
        plan: TrainingPlan(steps: 6, checkpoints: folder, every: .steps(1)),
        callbacks: [TerminateOnNaN()], batch: { $0 }
      ) { model, step in
        before = model.values
        return loss(model, step, step == 2 ? factor : 1)
      }
      #expect(history.ending == .stopped(reason))
      #expect(model.values == before && model.values.firstNotFinite == nil)
      let newest = try #require(try folder.latest()).checkpoint
      #expect(newest.iteration == 2 && newest.values == before)
    }
  }

  /// The loss, its gradient and the weights stay finite, but not the mean of squared gradients: from then
  /// on the parameter would not move any more.
  @Test(arguments: [false, true]) func endsWhereMomentsOverflow(_ saves: Bool) throws {
    let folder = try TemporaryFolder()
    let plan = TrainingPlan(
      steps: 6, stepsPerEpoch: 3, checkpoints: saves ? CheckpointFolder(folder.url) : nil)
    func train(_ callbacks: [any Callback]) throws -> TrainingHistory {
      var (model, optimizer) = (try problem.model(), Adam())
      return try fit(
        &model, with: &optimizer, on: problem.source, plan: plan, callbacks: callbacks
      ) { model, noise in (model(noise) * 1e30).sum() }
    }
    let error = #expect(throws: TrainingError.self) { try train([]) }
    guard case .momentsAreNotFinite(_, iteration: 3) = error else {
      Issue.record("found \(error.map { "\($0)" } ?? "nothing")")
      return
    }
    let ending = try train([TerminateOnNaN()]).ending
    #expect("\(ending!)".hasPrefix("stopped: the optimizer's moment of "))
    #expect(folder.names.isEmpty, "no checkpoint is made of it")
  }

  @Test func endsWhereWeightsOverflow() throws {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 1e30))
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: TrainingPlan(steps: 1),
      callbacks: [TerminateOnNaN()]
    ) { model, noise in (model(noise) * 1e20).sum() }
    #expect("\(history.ending!)".hasSuffix("is not finite at iteration 1"))
    #expect(history.epochs.isEmpty)
  }
}
