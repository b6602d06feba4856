import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct OperationTimesTests {
  @Test func anOperationHasBothTimesAndItsValue() {
    let times = OperationTimes(at: [Tensor([1, 2]), Tensor([3, 4])], steps: 1) { $0[0] * $0[1] }
    #expect(times.value == Tensor([3, 8]))
    #expect(times.forward > 0 && times.backward >= 0)
  }
}
