import Testing

@testable import OneShotBenchmarks

@Suite struct MeasurementTests {
  @Test func theMedianIsInTheMiddle() {
    #expect(Measurement.median(of: [3, 1, 8]) == 3)
    #expect(Measurement.median(of: [4, 1, 8, 2]) == 3)
    #expect(Measurement.median(of: [7]) == 7)
  }

  @Test func warmingUpDoesNotCount() {
    var calls = 0
    let measurement = Measurement(minimumSteps: 3, minimumSeconds: 0) { calls += 1 }
    #expect(measurement.seconds.count == 3)
    #expect(calls == 5)
  }

  @Test func stepsGoOnForTheTimeAskedFor() {
    let measurement = Measurement(minimumSteps: 1, minimumSeconds: 0.02) {}
    #expect(measurement.seconds.reduce(0, +) >= 0.02)
    #expect(measurement.seconds.count > 1)
  }

  @Test func memoryOnceHeldStaysInThePeak() {
    let bytes = 64 << 20
    let before = peakMemory()
    _ = [UInt8](repeating: 1, count: bytes).count
    #expect(before > 1 << 20)
    #expect(peakMemory() >= before)
  }
}
