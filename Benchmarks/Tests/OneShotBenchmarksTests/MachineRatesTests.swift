import Testing

@testable import OneShotBenchmarks

@Suite struct MachineRatesTests {
  @Test func bothRatesAreMeasured() {
    #expect(MachineRates.productRate(threads: 1, size: 64, seconds: 0) > 1e6)
    #expect(MachineRates.copyRate(threads: 2, bytes: 1 << 16, seconds: 0) > 1e6)
  }

  @Test func theBestOfTwoHasTheHigherOfEach() {
    let best = MachineRates(multiplyAdds: 1, bytes: 4).best(and: .init(multiplyAdds: 2, bytes: 3))
    #expect(best.multiplyAdds == 2 && best.bytes == 4)
  }
}
