import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing
import Training

@Suite struct TrainTests {
  private let inputs = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
  private let targets = Tensor([[0], [1], [1], [0]])

  private func model(dropout: Float = 0) throws -> Sequential {
    var model = Sequential {
      Dense(8, activation: .tanh, weightRegularizer: .l2(1e-4))
      Dropout(dropout)
      Dense(1, activation: .sigmoid)
    }
    try model.build(for: [2], seed: 3)
    return model
  }

  private func losses(dropout: Float = 0, steps: Int, seed: UInt64 = 0) throws -> [Float] {
    var model = try model(dropout: dropout)
    var optimizer = Adam(learningRate: 0.05)
    var reported: [Float] = []
    try train(&model, with: &optimizer, steps: steps, seed: seed) { _ in
      (inputs, targets)
    } loss: { model, batch in
      binaryCrossEntropy(model(batch.0), batch.1)
    } report: { _, step in
      #expect(step.iteration == reported.count + 1)
      reported.append(step.loss)
    }
    return reported
  }

  @Test func learnsExclusiveOr() throws {
    let losses = try losses(steps: 300)
    #expect(losses.count == 300)
    #expect(losses[0] > 0.6)
    #expect(losses[299] < 0.05)
  }

  @Test func reportsTheLossWithItsPenaltyBeforeTheStep() throws {
    let model = try model()
    let penalty = SGD().regularizationPenalty(of: model)
    #expect(penalty > 0)
    expectClose(
      try losses(steps: 1)[0], binaryCrossEntropy(model(inputs), targets).item + penalty)
  }

  @Test func theSeedDecidesWhatIsDropped() throws {
    let first = try losses(dropout: 0.5, steps: 5, seed: 1)
    #expect(try losses(dropout: 0.5, steps: 5, seed: 1) == first)
    #expect(try losses(dropout: 0.5, steps: 5, seed: 2) != first)
  }

  @Test func endsWhereTheLossIsNoNumber() throws {
    var model = try model()
    let before = model.values
    var optimizer = SGD(learningRate: 0.1)
    let error = #expect(throws: TrainingError.self) {
      try train(&model, with: &optimizer, steps: 3) { _ in
        0
      } loss: { model, _ in
        (model(inputs) * .infinity).sum()
      }
    }
    #expect(error == .lossIsNotFinite(.infinity, iteration: 1))
    #expect(model.values == before)
  }

  @Test func aReportMayEndTheTraining() throws {
    struct Enough: Error {}
    var model = try model()
    var optimizer = SGD(learningRate: 0.1)
    #expect(throws: Enough.self) {
      try train(&model, with: &optimizer, steps: 100) {
        $0
      } loss: { model, _ in
        model(inputs).sum()
      } report: { _, step in
        if step.iteration == 4 { throw Enough() }
      }
    }
    #expect(optimizer.state.iteration == 4)
  }

  /// On a source, on a closure, and as the case of `fit` that it is.
  @Test func isACaseOfFit() throws {
    let problem = Problem()
    func trained(
      _ body: (inout Sequential, inout Adam) throws -> Void
    ) throws -> ParameterValues {
      var (model, optimizer) = (try problem.model(), Adam(learningRate: 0.05))
      try body(&model, &optimizer)
      return model.values
    }
    let onSource = try trained { model, optimizer in
      try train(&model, with: &optimizer, on: problem.source, steps: 7, seed: 4) { model, noise in
        problem.loss(model, noise)
      }
    }
    let onClosure = try trained { model, optimizer in
      try train(
        &model, with: &optimizer, steps: 7, seed: 4, batch: problem.noise, loss: problem.loss)
    }
    let fitted = try trained { model, optimizer in
      try fit(
        &model, with: &optimizer, on: problem.source, plan: TrainingPlan(steps: 7, seed: 4),
        loss: problem.loss)
    }
    #expect(onSource == onClosure)
    #expect(onSource == fitted)
  }
}
