import Basics
import Dispatch
import Foundation
import Testing

@testable import Kernels

@Suite struct ThreadsTests {
  /// How often each piece ran.
  private final class Tally: Sendable {
    private let counts: Lock<[Int]>
    init(_ pieces: Int) { counts = Lock(Array(repeating: 0, count: pieces)) }
    func count(_ piece: Int) { counts.withLock { $0[piece] += 1 } }
    var all: [Int] { counts.withLock { $0 } }
  }

  @Test(arguments: [0, 1, 2, 3, 64])
  func everyPieceRunsOnce(pieces: Int) {
    for _ in 0..<500 {
      let tally = Tally(pieces)
      Threads.forEach(pieces) { tally.count($0) }
      #expect(tally.all == Array(repeating: 1, count: pieces))
    }
  }

  @Test func aKernelMayCallAKernel() {
    let tally = Tally(8 * 16)
    Threads.forEach(8) { outer in
      Threads.forEach(16) { tally.count(outer * 16 + $0) }
    }
    #expect(tally.all.allSatisfy { $0 == 1 })
  }

  @Test func manyCallersShareThePool() {
    let tally = Tally(16 * 200)
    DispatchQueue.concurrentPerform(iterations: 16) { caller in
      for round in 0..<20 {
        Threads.forEach(10) { tally.count(caller * 200 + round * 10 + $0) }
      }
    }
    #expect(tally.all.allSatisfy { $0 == 1 })
  }

  @Test func serialWorkStaysOnTheCallingThread() {
    let caller = pthread_self()
    let strangers = Lock(0)
    for _ in 0..<50 {
      Threads.serially {
        #expect(Threads.count == 1)
        Threads.serially {}
        Threads.forEach(64) { _ in
          if pthread_equal(pthread_self(), caller) == 0 { strangers.withLock { $0 += 1 } }
        }
      }
    }
    #expect(strangers.withLock { $0 } == 0)
  }

  @Test func serialWorkEndsWithItsBodyAndIsOfOneThread() {
    struct Refused: Error {}
    #expect(throws: Refused.self) { try Threads.serially { throw Refused() } }
    #expect(!Threads.isSerial)
    Threads.serially {
      let isOtherSerial = Lock<Bool?>(nil)
      let thread = Thread { isOtherSerial.withLock { $0 = Threads.isSerial } }
      thread.start()
      while isOtherSerial.withLock({ $0 }) == nil { usleep(100) }
      #expect(isOtherSerial.withLock { $0 } == false)
      #expect(Threads.isSerial)
    }
  }
}
