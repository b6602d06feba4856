import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Datasets
@testable import Kernels

@Suite struct PrefetcherTests {
  private struct Failure: Error, Equatable { let number: Int }

  /// What happens on the background thread, to be waited for.
  private final class Events: Sendable {
    let made = Mutex<[Int]>([])
    let signal = DispatchSemaphore(value: 0)

    func note(_ number: Int) {
      made.withLock { $0.append(number) }
      signal.signal()
    }

    /// False where it does not happen within some seconds.
    func happens() -> Bool { signal.wait(timeout: .now() + .seconds(20)) == .success }

    func doesNotHappen() -> Bool { signal.wait(timeout: .now() + .milliseconds(100)) == .timedOut }
  }

  @Test func batchesComeInOrderAndThenTheEnd() throws {
    let batches = Prefetcher(ahead: 3) { $0 < 10 ? $0 * $0 : nil }
    for number in 0..<10 { #expect(try batches.next() == number * number) }
    for _ in 0..<10 { #expect(try batches.next() == nil) }
  }

  @Test func aRunMayGoOnInItsMiddle() throws {
    let batches = Prefetcher(from: 7) { $0 }
    #expect(try batches.next() == 7)
    #expect(try batches.next() == 8)
  }

  /// A child has neither the queues nor the threads of the process that it was forked from.
  @Test func aForkedChildMakesBatchesWhenTheyAreAskedFor() throws {
    let begun = Prefetcher(ahead: 3) { $0 < 4 ? $0 : nil }
    #expect(try begun.next() == 0)
    let isRight = inForkedChild {
      let new = Prefetcher { number in
        // Work that other threads would share.
        let sum = Atomic<Int>(0)
        Threads.forEach(100) { sum.add($0, ordering: .relaxed) }
        if number == 2 { throw Failure(number: number) }
        return sum.load(ordering: .relaxed) + number
      }
      let rest = (0..<4).map { _ in try? begun.next() }
      let again = try? begun.batch(at: 2)
      return rest == [1, 2, 3, nil] && again == 2 && (try? new.next()) == 4950
        && (try? new.next()) == 4951 && throwsTwice(new) && Threads.count == 1
    }
    #expect(isRight == true)
    #expect(try begun.next() == 1 && !Threads.isForkedProcess)
  }

  private func throwsTwice(_ batches: Prefetcher<Int>) -> Bool {
    (0..<2).allSatisfy { _ in
      do { return try batches.next() == .max } catch {
        return error as? Failure == Failure(number: 2)
      }
    }
  }

  @Test func batchesMayBeAskedForByNumber() throws {
    let batches = Prefetcher(ahead: 3) { $0 < 100 ? $0 : nil }
    #expect(try batches.batch(at: 0) == 0)
    #expect(try batches.batch(at: 1) == 1)
    #expect(try batches.batch(at: 50) == 50)
    #expect(try batches.next() == 51)
    #expect(try batches.batch(at: 7) == 7)
    #expect(try batches.batch(at: 98) == 98)
    #expect(try batches.next() == 99)
    for _ in 0..<5 { #expect(try batches.next() == nil) }
    #expect(try batches.batch(at: 3) == 3)
    #expect(try batches.next() == 4)
  }

  @Test func noMoreAreMadeThanAskedFor() throws {
    let events = Events()
    let batches = Prefetcher(ahead: 2) { number in
      events.note(number)
      return number
    }
    #expect(events.happens() && events.happens())
    #expect(events.doesNotHappen())
    #expect(try batches.next() == 0)
    #expect(events.happens())
    #expect(events.doesNotHappen())
    #expect(events.made.withLock { $0 } == [0, 1, 2])
  }

  @Test func anErrorComesAtItsPlaceAndStays() throws {
    let batches = Prefetcher(ahead: 4) { number in
      if number == 2 { throw Failure(number: 2) }
      return number
    }
    #expect(try batches.next() == 0)
    #expect(try batches.next() == 1)
    for _ in 0..<8 { #expect(throws: Failure(number: 2)) { try batches.next() } }
  }

  @Test func releasedItMakesNoMore() {
    let events = Events()
    let gate = DispatchSemaphore(value: 0)
    var batches: Prefetcher<Int>? = Prefetcher(ahead: 5) { number in
      events.note(number)
      gate.wait()
      return number
    }
    #expect(batches != nil && events.happens())
    batches = nil
    for _ in 0..<5 { gate.signal() }
    #expect(events.doesNotHappen())
    #expect(events.made.withLock { $0 } == [0])
  }
}
