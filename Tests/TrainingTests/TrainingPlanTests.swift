import TestSupport
import Testing
import Training

@Suite struct TrainingPlanTests {
  @Test func countsStepsAndEpochs() {
    let short = TrainingPlan(steps: 1000)
    #expect(short.epochs == 1 && short.stepsPerEpoch == 1000 && short.seed == 0 && short.resumes)
    let long = TrainingPlan(epochs: 200, stepsPerEpoch: 700, seed: 4)
    #expect(long.steps == 140_000 && long.epochs == 200 && long.seed == 4)
    #expect(TrainingPlan(steps: 1000, stepsPerEpoch: 300).epochs == 4)
    #expect(TrainingPlan(steps: 0).epochs == 0)
    #expect(TrainingPlan(steps: .max, stepsPerEpoch: 2).epochs == .max / 2 + 1)
    #expect(short.interval == .epochs(1) && short.checkpoints == nil && short.settings.isEmpty)
  }

  @Test func anEpochWithoutStepsIsAMistake() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TrainingPlan(steps: 3, stepsPerEpoch: 0) }
    #expect(message(of: result).contains("expected epochs of at least one step"))
    let never = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TrainingPlan(steps: 3, every: .steps(0)) }
    #expect(message(of: never).contains("expected a positive interval, got steps(0)"))
    let endless = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TrainingPlan(epochs: .max, stepsPerEpoch: 2) }
    #expect(message(of: endless).contains("expected 0 or more epochs"))
  }
}
