import Dispatch
import Kernels
import Synchronization

/// Makes batches in the background, a few ahead of the training step that takes them.
///
/// Batches come in order, and what they hold depends on their number alone as long as `make` does,
/// so that a run can be repeated and taken up in its middle.
///
/// ```swift
/// let batches = Prefetcher(ahead: 2) { step in
///   var random = SeededGenerator(seed: 1000 + UInt64(step))
///   return augmentation(images, using: &random)
/// }
/// for _ in 0..<iterations {
///   let batch = try batches.next()
/// }
/// ```
public final class Prefetcher<Batch: Sendable>: Sendable {
  private let line: Line

  /// Starts at once to make batches.
  ///
  /// - Parameters:
  ///   - ahead: How many batches are made before they are asked for, at least 1; so many lie in
  ///     memory at a time, besides the one being worked with.
  ///   - first: The number of the first batch, for a run that goes on where another stopped.
  ///   - make: Makes the batch of the given number, or nil after the last one. It is called on one
  ///     background thread at a time.
  public init(
    ahead: Int = 2, from first: Int = 0, make: @escaping @Sendable (Int) throws -> Batch?
  ) {
    require(ahead > 0, "Prefetcher: ahead must be at least 1, got \(ahead)")
    line = Line(first: first, make: make)
    for _ in 0..<ahead { line.makeNext() }
  }

  deinit { line.stop() }

  /// The next batch, after waiting for it if need be; nil after the last one.
  ///
  /// Throws what `make` threw, at the place of the batch that it threw for and ever after.
  public func next() throws -> Batch? { try line.take() }

  /// What the background work holds on to, so that it ends when the prefetcher is released.
  private final class Line: Sendable {
    private struct State {
      var nextNumber: Int
      var made: [Result<Batch?, any Error>] = []
      /// What comes after all that is made: the end or an error.
      var ending: Result<Batch?, any Error>?
      var isStopped = false
    }

    private let state: Mutex<State>
    private let ready = DispatchSemaphore(value: 0)
    private let queue = DispatchQueue(label: "Prefetcher")
    private let make: @Sendable (Int) throws -> Batch?

    init(first: Int, make: @escaping @Sendable (Int) throws -> Batch?) {
      state = Mutex(State(nextNumber: first))
      self.make = make
    }

    /// Puts one batch more on the queue.
    func makeNext() {
      queue.async { [self] in
        let number = state.withLock { state -> Int? in
          guard state.ending == nil && !state.isStopped else { return nil }
          defer { state.nextNumber += 1 }
          return state.nextNumber
        }
        if let number {
          let result = Result { try make(number) }
          state.withLock { state in
            if case .success(.some) = result {
              state.made.append(result)
            } else {
              state.ending = result
            }
          }
        }
        ready.signal()
      }
    }

    /// Each batch made is signalled once, and each one taken is replaced by an order for another.
    func take() throws -> Batch? {
      ready.wait()
      let result = state.withLock { state in
        state.made.isEmpty ? state.ending : state.made.removeFirst()
      }
      makeNext()
      return try result?.get() ?? nil
    }

    func stop() {
      state.withLock {
        $0.isStopped = true
        $0.made = []
      }
    }
  }
}
