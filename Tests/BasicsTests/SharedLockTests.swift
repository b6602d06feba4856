import Dispatch
import Testing

@testable import Basics

@Suite struct SharedLockTests {
  @Test func readersSeeWholeChanges() {
    let pair = SharedLock((0, 0))
    let wrong = Lock(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for _ in 0..<2000 {
        if thread == 0 {
          pair.write {
            $0.0 += 1
            $0.1 += 1
          }
        } else if pair.read({ $0.0 != $0.1 }) {
          wrong.withLock { $0 += 1 }
        }
      }
    }
    #expect(wrong.withLock { $0 } == 0 && pair.read { $0 } == (2000, 2000))
  }

  @Test func anErrorGivesTheLockBack() {
    struct Failure: Error {}
    let lock = SharedLock(1)
    #expect(throws: Failure.self) { try lock.write { _ in throw Failure() } }
    #expect(throws: Failure.self) { try lock.read { _ in throw Failure() } }
    lock.write { $0 = 2 }
    #expect(lock.read { $0 } == 2)
  }
}
