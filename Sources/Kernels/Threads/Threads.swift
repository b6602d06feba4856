import Basics
import CKernels
import Dispatch
import Synchronization

/// How many threads the kernels use, and the one way they share work.
package enum Threads {
  private static let setting = Atomic<Int>(0)

  /// The number of threads that share a kernel's work; by default what `ONESHOT_THREADS`
  /// says, or one for each processor the process may use.
  ///
  /// Results do not depend on it: work is cut into pieces by shape alone, and partial sums are
  /// added in the order of the pieces.
  package static var count: Int {
    get {
      if isSerial { return 1 }
      let chosen = setting.load(ordering: .relaxed)
      return chosen > 0 ? chosen : defaultCount
    }
    set { setting.store(max(0, newValue), ordering: .relaxed) }
  }

  /// Whether the kernels that the calling thread runs stay on it.
  static var isSerial: Bool { isSerialThread() }

  /// Whether the process was forked from one that had this library loaded: it has none of the threads that
  /// there were, and can have no queues of Dispatch, so that all work stays on the calling thread.
  package static var isForkedProcess: Bool { CKernels.isForkedProcess() }

  private static let defaultCount = requestedThreadCount() ?? usableProcessorCount()

  /// Runs `body`, whose kernels do all their work on the calling thread.
  package static func serially<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let wasSerial = isSerial
    setSerialThread(true)
    defer { setSerialThread(wasSerial) }
    return try body()
  }

  /// Runs `body` once for every index below `pieces`, on up to `count` threads, and waits.
  package static func forEach(_ pieces: Int, _ body: (Int) -> Void) {
    let workers = min(count, pieces)
    guard workers > 1 else {
      for piece in 0..<max(0, pieces) { body(piece) }
      return
    }
    if HelperThreads.shared.run(pieces, helperCount: workers - 1, body) { return }
    // A kernel within a kernel, or two users of the library at once.
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      // Pieces write to memory of their own, so the kernels may share their closures.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let piece = next.add(1, ordering: .relaxed).oldValue
          if piece >= pieces { return }
          body(piece)
        }
      }
    }
  }

  /// Cuts `count` scalars into pieces of a fixed size and runs `body` on each range.
  static func forEachRange(_ count: Int, grain: Int = 1 << 15, _ body: (Range<Int>) -> Void) {
    forEach((count + grain - 1) / grain) { piece in
      body(piece * grain..<min(count, (piece + 1) * grain))
    }
  }
}
