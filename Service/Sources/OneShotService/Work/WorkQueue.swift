import Foundation
import OneShot
import ServiceRequests

/// A few threads for work that keeps a processor busy, such as decoding pictures: tasks hand it over and
/// are free for other requests meanwhile. Each piece is done by one thread.
final class WorkQueue: Sendable {
  private let queue: BoundedQueue<@Sendable () -> Void>

  /// - Parameters:
  ///   - threads: How many pieces of work are done at a time.
  ///   - capacity: The most that wait.
  init(threads: Int, capacity: Int) {
    let queue = BoundedQueue<@Sendable () -> Void>(capacity: capacity)
    self.queue = queue
    for number in 0..<max(1, threads) {
      let thread = Thread {
        ThreadPool.serially {
          while let work = queue.pop(atMost: 1).first { work() }
        }
      }
      thread.name = "work \(number)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  deinit { queue.close() }

  /// What `body` gives, on one of the threads.
  ///
  /// - Throws: ``Problem/busy`` if too much waits, and what `body` throws.
  func callAsFunction<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = queue.push { continuation.resume(with: Swift.Result { try body() }) }
      if !isTaken { continuation.resume(throwing: Problem.busy) }
    }
  }
}
