import Dispatch
import Synchronization
import Testing

@testable import Basics

@Suite struct SharedLockTests {
  @Test func nothingIsLost() {
    let total = SharedLock([0, 0])
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      for _ in 0..<500 {
        total.withWriting {
          $0[0] += 1
          $0[1] += 1
        }
        total.withReading { #expect($0[0] == $0[1]) }
      }
    }
    #expect(total.withReading { $0 } == [8000, 8000])
  }

  @Test func readersAreThereTogether() {
    let lock = SharedLock(1)
    let inside = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      lock.withReading { _ in
        inside.add(1, ordering: .relaxed)
        // Each waits for the other, which would last for ever if one kept the other out.
        while inside.load(ordering: .relaxed) < 2 { offerCore() }
      }
    }
    #expect(inside.load(ordering: .relaxed) == 2)
  }

  @Test func isOpenAgainAfterAnError() {
    struct Failure: Error {}
    let value = SharedLock(1)
    #expect(throws: Failure.self) {
      try value.withWriting { value throws(Failure) in
        value = 2
        throw Failure()
      }
    }
    #expect(value.withReading { $0 } == 2)
  }
}
