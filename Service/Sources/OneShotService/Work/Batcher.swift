import Foundation
import OneShot
import ServiceRequests
import Synchronization

/// Serves requests in batches, on threads of its own: those that arrive while all of them serve a batch make
/// up the next one.
///
/// A request that finds nobody before it is served at once, so that batches cost no time where there is
/// no load, and by all processors; batches that are served side by side share out the processors instead.
/// What comes when the queue is full is refused with ``Problem/busy``.
final class Batcher<Request: Sendable, Answer: Sendable>: Sendable {
  private struct Job: Sendable {
    let request: Request
    let continuation: CheckedContinuation<Answer, any Error>
  }

  /// How many batches are being served.
  private final class Tally: Sendable { let count = Atomic<Int>(0) }

  private let queue: BoundedQueue<Job>

  /// - Parameters:
  ///   - name: Of the threads, for those who look at the process.
  ///   - threads: How many batches are served at a time; default 1.
  ///   - batchSize: The most requests that are served together.
  ///   - capacity: The most requests that wait.
  ///   - serve: Answers requests; as many answers as requests, in their order.
  init(
    _ name: String, threads: Int = 1, batchSize: Int, capacity: Int,
    serve: @escaping @Sendable ([Request]) -> [Result<Answer, any Error>]
  ) {
    let queue = BoundedQueue<Job>(capacity: capacity)
    self.queue = queue
    let busy = Tally()
    for _ in 0..<max(1, threads) {
      let thread = Thread {
        while true {
          let outcomes = Self.outcomes(of: queue.pop(atMost: batchSize), busy: busy, serve: serve)
          if outcomes.isEmpty { return }
          for (continuation, answer) in outcomes { continuation.resume(with: answer) }
        }
      }
      thread.name = name
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  deinit { queue.close() }

  /// The answers to jobs, and nothing of the requests: once the last asker goes on, what its request held is
  /// let go.
  private static func outcomes(
    of jobs: [Job], busy: Tally,
    serve: ([Request]) -> [Result<Answer, any Error>]
  ) -> [(CheckedContinuation<Answer, any Error>, Result<Answer, any Error>)] {
    if jobs.isEmpty { return [] }
    let others = busy.count.add(1, ordering: .relaxed).oldValue
    defer { busy.count.subtract(1, ordering: .relaxed) }
    let requests = jobs.map(\.request)
    let answers = others == 0 ? serve(requests) : ThreadPool.serially { serve(requests) }
    precondition(answers.count == jobs.count, "Batcher: an answer for each request")
    return Array(zip(jobs.map(\.continuation), answers))
  }

  /// The answer to a request.
  ///
  /// - Throws: ``Problem/busy`` if too many wait, and what serving throws.
  func callAsFunction(_ request: Request) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      if !queue.push(Job(request: request, continuation: continuation)) {
        continuation.resume(throwing: Problem.busy)
      }
    }
  }
}
