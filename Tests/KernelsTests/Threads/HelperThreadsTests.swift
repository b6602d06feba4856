import Basics
import Synchronization
import Testing

@testable import Kernels

@Suite struct HelperThreadsTests {
  @Test func helpersComeFromASleep() throws {
    let pool = HelperThreads()
    for _ in 0..<20 {
      let arrivals = Atomic<Int>(0)
      let sharesWork = pool.run(2, helperCount: 1) { _ in
        // Each piece waits for the other, so that one thread alone would never end.
        arrivals.add(1, ordering: .relaxed)
        while arrivals.load(ordering: .relaxed) < 2 { offerCore() }
      }
      #expect(sharesWork)
      usleep(2000)  // longer than a helper looks for work
    }
  }

  @Test func aPoolHasOneJobAtATime() {
    let pool = HelperThreads()
    let inner = Atomic<Bool>(true)
    _ = pool.run(1, helperCount: 1) { _ in
      inner.store(pool.run(1, helperCount: 1) { _ in }, ordering: .relaxed)
    }
    let sharesInner = inner.load(ordering: .relaxed)
    #expect(!sharesInner)
  }
}
