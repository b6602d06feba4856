import Autograd
import Layers
import Optimizers
import Tensor
import Testing

@testable import Training

@Suite struct EarlyStoppingTests {
  private let problem = Problem()

  /// Trains for epochs of one step with the given scores; the weights after each epoch and at the end.
  private func run(
    _ scores: [Double], _ stopping: EarlyStopping
  ) throws -> (epochs: [Tensor], end: Tensor, history: TrainingHistory) {
    var model = try problem.model()
    var optimizer = SGD(learningRate: 0.1)
    var weights: [Tensor] = []
    let history = try fit(
      &model, with: &optimizer, epochs: scores.count, stepsPerEpoch: 1, callbacks: [stopping],
      batch: problem.noise, loss: problem.loss
    ) { model in
      weights.append(model.parameters[0].parameter.value)
      return ["score": scores[weights.count - 1]]
    }
    return (weights, model.parameters[0].parameter.value, history)
  }

  @Test func endsAfterItsPatienceAndRestoresTheBest() throws {
    let (epochs, end, history) = try run(
      [0.1, 0.5, 0.4, 0.5, 0.3, 0.9], EarlyStopping(monitor: "score", patience: 2))
    #expect(epochs.count == 5)
    #expect(end == epochs[1])
    #expect(
      history.ending == .stopped("score found nothing better than 0.5 in epoch 2 for 3 epochs"))
  }

  @Test func restoresTheBestWhereTheEpochsEndFirst() throws {
    let (epochs, end, history) = try run([0.1, 0.5, 0.4], EarlyStopping(monitor: "score"))
    #expect(end == epochs[1])
    #expect(history.ending == .finished)
  }

  @Test func theLastWeightsStayWhereThatIsAskedFor() throws {
    let (epochs, end, _) = try run(
      [0.5, 0.1], EarlyStopping(monitor: "score", restoresBestWeights: false))
    #expect(end == epochs[1])
  }

  @Test func aSmallerLossIsBetter() throws {
    #expect(EarlyStopping(monitor: "validation loss").mode == .minimize)
    #expect(EarlyStopping(monitor: "accuracy").mode == .maximize)
    let (epochs, end, _) = try run(
      [0.5, 0.45, 0.2], EarlyStopping(monitor: "score", mode: .minimize, minimumDelta: 0.1))
    #expect(end == epochs[2])
  }

  @Test func numbersThatAreNoneAreNeverBest() throws {
    let (epochs, end, _) = try run([.nan, 0.1, .nan], EarlyStopping(monitor: "score"))
    #expect(end == epochs[1])
  }
}
