import Basics
import CKernels
import Dispatch
import Synchronization

/// Threads that help the one that calls a kernel with its pieces of work.
///
/// A training step shares out work some fifty times, often for less than a millisecond, and waking a
/// sleeping thread takes a good part of that. So a helper without work looks for some again and again
/// for a moment before it sleeps; in between it offers its core to whoever else wants it.
final class HelperThreads: Sendable {
  static let shared = HelperThreads()

  /// The number of the current job, how many helpers are at it, and whether more may join.
  private let state = Atomic<UInt64>(0)
  /// Whether a caller has the pool; it alone writes what follows, and helpers read it only while they
  /// are counted in `state`.
  private let isTaken = Atomic<Bool>(false)
  private let invited = Atomic<Int>(0)
  private let next = Atomic<Int>(0)
  private nonisolated(unsafe) var pieces = 0
  private nonisolated(unsafe) var body: ((Int) -> Void)?
  private nonisolated(unsafe) var helpers: [Helper] = []

  /// Shares the pieces with up to `helperCount` threads and waits until all are done. Returns false,
  /// and does nothing, if the pool has another job.
  func run(_ pieces: Int, helperCount: Int, _ body: (Int) -> Void) -> Bool {
    if isTaken.exchange(true, ordering: .acquiring) { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    hire(helperCount)
    withoutActuallyEscaping(body) { body in
      open(pieces, to: helperCount, body)
      work()
      close()
    }
    return true
  }

  private func hire(_ count: Int) {
    while helpers.count < count {
      let helper = Helper(index: helpers.count)
      helpers.append(helper)
      helper.queue.async { self.serve(helper) }
    }
  }

  private func open(_ pieces: Int, to count: Int, _ body: @escaping (Int) -> Void) {
    self.pieces = pieces
    self.body = body
    next.store(0, ordering: .relaxed)
    invited.store(count, ordering: .relaxed)
    let number = State(state.load(ordering: .relaxed)).number
    state.store(State.open(number + 1), ordering: .sequentiallyConsistent)
    for helper in helpers.prefix(count) { helper.wake() }
  }

  private func close() {
    state.bitwiseAnd(~State.openBit, ordering: .acquiringAndReleasing)
    var looks = 0
    while State(state.load(ordering: .acquiring)).isAttended {
      looks += 1
      if looks < 1 << 12 { relaxProcessor() } else { offerCore() }
    }
    body = nil
  }

  private func work() {
    while true {
      let piece = next.add(1, ordering: .relaxed).oldValue
      if piece >= pieces { return }
      body?(piece)
    }
  }

  private func serve(_ helper: Helper) {
    var last: UInt64 = 0
    while true {
      if let number = join(helper, after: last) {
        last = number
        work()
        state.subtract(State.attendant, ordering: .releasing)
      } else if !seesJob(helper, after: last) {
        helper.sleep(unless: { isOpen(to: helper, after: last) })
      }
    }
  }

  /// Takes part in the open job, if it is a new one, and returns its number.
  private func join(_ helper: Helper, after last: UInt64) -> UInt64? {
    let found = state.load(ordering: .acquiring)
    let state = State(found)
    guard state.isOpen, state.number != last, helper.index < invited.load(ordering: .relaxed) else {
      return nil
    }
    let joined = self.state.compareExchange(
      expected: found, desired: found + State.attendant, ordering: .acquiringAndReleasing)
    return joined.exchanged ? state.number : nil
  }

  /// Looks for a new job for about a third of a millisecond.
  private func seesJob(_ helper: Helper, after last: UInt64) -> Bool {
    for _ in 0..<300 {
      for _ in 0..<64 {
        if isOpen(to: helper, after: last) { return true }
        relaxProcessor()
      }
      offerCore()
    }
    return false
  }

  private func isOpen(to helper: Helper, after last: UInt64) -> Bool {
    let state = State(self.state.load(ordering: .sequentiallyConsistent))
    return state.isOpen && state.number != last
      && helper.index < invited.load(ordering: .relaxed)
  }

  /// What `state` holds: a job's number above 16 bits, twice the number of helpers at it, and a bit
  /// that says whether it is open.
  private struct State {
    static let openBit: UInt64 = 1
    static let attendant: UInt64 = 2
    static func open(_ number: UInt64) -> UInt64 { number << 16 | openBit }

    let bits: UInt64
    init(_ bits: UInt64) { self.bits = bits }
    var number: UInt64 { bits >> 16 }
    var isOpen: Bool { bits & Self.openBit != 0 }
    var isAttended: Bool { bits & 0xfffe != 0 }
  }

  /// One thread of the pool, on a queue of its own.
  private final class Helper: Sendable {
    let index: Int
    let queue: DispatchQueue
    private let isAsleep = Atomic<Bool>(false)
    private let alarm = DispatchSemaphore(value: 0)

    init(index: Int) {
      self.index = index
      queue = DispatchQueue(label: "OneShot.Kernels.helper-\(index)", qos: .userInitiated)
    }

    func wake() {
      if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { alarm.signal() }
    }

    /// Sleeps until `wake()`, unless there is work by the time that `wake()` knows of the sleep.
    func sleep(unless hasWork: () -> Bool) {
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      if hasWork() && isAsleep.exchange(false, ordering: .sequentiallyConsistent) { return }
      alarm.wait()
    }
  }
}
