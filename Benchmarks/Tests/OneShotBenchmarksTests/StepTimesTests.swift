import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct StepTimesTests {
  @Test func aStepHasBothOfItsTimes() throws {
    var network = try Siamese(
      Sequential {
        Flatten()
        Dense(3)
      }, input: [4, 4, 1])
    let before = network.head.weight.value
    let times = try StepTimes(&network, pairs: 2, steps: 1)
    #expect(times.gradient > 0 && times.update > 0)
    #expect(network.head.weight.value != before)
  }
}
