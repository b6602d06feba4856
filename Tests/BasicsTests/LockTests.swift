import Basics
import Dispatch
import Testing

@testable import Basics

@Suite struct LockTests {
  @Test func nothingIsLost() {
    let total = Lock(0)
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      for _ in 0..<2000 { total.withLock { $0 += 1 } }
    }
    #expect(total.withLock { $0 } == 32_000)
  }

  @Test func isOpenAgainAfterAnError() {
    struct Failure: Error {}
    let value = Lock(1)
    #expect(throws: Failure.self) {
      try value.withLock { value throws(Failure) in
        value = 2
        throw Failure()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }
}
