import Autograd
import Layers
import Optimizers
import Tensor
import Testing

@testable import Training

@Suite struct EarlyStoppingTests {
  private let problem = Problem()

  /// Trains for epochs of one step with the given values; the weights after each epoch and at the end.
  private func run(
    _ values: [Double?], _ stopping: EarlyStopping
  ) throws -> (epochs: [Tensor], end: Tensor, history: TrainingHistory) {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    var weights: [Tensor] = []
    let history = try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(epochs: values.count, stepsPerEpoch: 1), callbacks: [stopping],
      loss: problem.loss
    ) { model in
      weights.append(model.values.tensors[0])
      return values[weights.count - 1].map { [stopping.monitor: $0] } ?? [:]
    }
    return (weights, model.values.tensors[0], history)
  }

  @Test func endsAfterItsPatienceAndRestoresTheBest() throws {
    let (epochs, end, history) = try run(
      [0.1, 0.5, 0.4, 0.5, 0.3, 0.9], EarlyStopping(monitor: .score, patience: 2))
    #expect(epochs.count == 5)
    #expect(end == epochs[1])
    #expect(
      history.ending == .stopped("score found nothing better than 0.5 in epoch 2 for 3 epochs"))
  }

  @Test func restoresTheBestWhereTheEpochsEndFirst() throws {
    let (epochs, end, history) = try run([0.1, 0.5, 0.4], EarlyStopping(monitor: .score))
    #expect(end == epochs[1])
    #expect(history.ending == .finished)
  }

  @Test func theLastWeightsStayWhereThatIsAskedFor() throws {
    let (epochs, end, _) = try run(
      [0.5, 0.1], EarlyStopping(monitor: .score, restoresBestWeights: false))
    #expect(end == epochs[1])
  }

  /// The direction is the metric's, whatever its name.
  @Test(arguments: ["equalErrorRate", "lossOfHead", "error", "perplexity", "Loss", "valLoss"])
  func aFallingNumberIsBetterWhereTheMetricSaysSo(_ name: String) throws {
    let falling = [0.9, 0.8, 0.7, 0.6, 0.5]
    let (epochs, end, history) = try run(
      falling, EarlyStopping(monitor: Metric(name, .minimize), patience: 0))
    #expect(history.ending == .finished && epochs.count == 5)
    #expect(end == epochs[4])
    let other = try run(falling, EarlyStopping(monitor: Metric(name, .maximize), patience: 0))
    #expect(other.epochs.count == 2 && other.end == other.epochs[0])
  }

  @Test func aDifferenceMayBeTooSmall() throws {
    let monitor = Metric("score", .minimize)
    let (epochs, end, _) = try run(
      [0.5, 0.45, 0.2], EarlyStopping(monitor: monitor, minimumDelta: 0.1))
    #expect(end == epochs[2])
    let little = try run([0.5, 0.45, 0.41], EarlyStopping(monitor: monitor, minimumDelta: 0.1))
    #expect(little.end == little.epochs[0])
  }

  @Test func numbersThatAreNoneAreNeverBest() throws {
    let (epochs, end, _) = try run([.nan, 0.1, .nan], EarlyStopping(monitor: .score))
    #expect(end == epochs[1])
  }

  @Test func aMetricThatNoEpochReportsIsAnError() throws {
    let error = #expect(throws: TrainingError.self) {
      try run([nil, 0.5], EarlyStopping(monitor: .score))
    }
    #expect(error == .unknownMetric(.score, reported: [.loss, .seconds]))
  }

  @Test func epochsWithoutItDoNotCount() throws {
    let (epochs, end, _) = try run(
      [0.5, nil, nil, 0.6, nil], EarlyStopping(monitor: .score, patience: 0))
    #expect(epochs.count == 5 && end == epochs[3])
  }
}
