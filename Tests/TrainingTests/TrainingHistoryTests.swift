import Optimizers
import Testing
import Training

@Suite struct TrainingHistoryTests {
  @Test func hasTheNumbersOfEachEpoch() throws {
    let problem = Problem()
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1))
    var epoch = 0.0
    let plan = TrainingPlan(epochs: 3, stepsPerEpoch: 2)
    let history = try fit(
      &model, with: &optimizer, on: problem.source, plan: plan, loss: problem.loss
    ) { _ in
      epoch += 1
      return epoch == 2 ? [:] : [.score: epoch]
    }
    #expect(history[.score] == [1, 3])
    #expect(history[.loss].count == 3 && history[.oneShotAccuracy].isEmpty)
    #expect(history.epochs.map(\.number) == [1, 2, 3])
  }

  @Test func anEndingSaysWhy() {
    #expect("\(TrainingHistory.Ending.stopped("enough"))" == "stopped: enough")
    #expect("\(TrainingHistory.Ending.interrupted("SIGINT"))" == "interrupted: SIGINT")
  }
}
