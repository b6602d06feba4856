import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct StepTimesTests {
  @Test func aStepHasBothOfItsTimesAndTrains() throws {
    var random = SeededGenerator(seed: 1)
    var network = Dense(3)
    _ = try network.build(for: [4], using: &random)
    var optimizer = SGD(learningRate: 1)
    let before = network.weight.value
    let times = StepTimes(&network, &optimizer, steps: 1) { $0(Tensor.ones([2, 4])).sum() }
    #expect(times.gradient > 0 && times.update > 0)
    #expect(network.weight.value != before)
  }
}
