import Optimizers
import Testing

@testable import Training

@Suite struct LearningRateSchedulerTests {
  @Test func setsTheRateOfEachEpoch() throws {
    let problem = Problem()
    var model = try problem.model()
    var optimizer = SGD(learningRate: 7)
    var rates: [Float] = []
    try fit(
      &model, with: &optimizer, epochs: 3, stepsPerEpoch: 1,
      callbacks: [LearningRateScheduler { 0.5 - 0.1 * Float($0.epoch) }], batch: problem.noise,
      loss: problem.loss
    ) { _ in [:] }
    rates.append(optimizer.options.learningRate(at: .init()))
    #expect(abs(rates[0] - 0.3) < 1e-6)
  }
}
