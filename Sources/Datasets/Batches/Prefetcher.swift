import Basics
import Dispatch
import Kernels

/// Makes values in the background, a few ahead of whoever takes them.
///
/// They come in order, and what they hold depends on their number alone as long as `make` does, so
/// that a run can be repeated and taken up in its middle. For training, `Batches` gives each step a
/// random stream of its own and never ends.
///
/// ```swift
/// let pages = Prefetcher { $0 < files.count ? try read(files[$0]) : nil }
/// while let page = try pages.next() { … }
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
  /// - Throws: What `make` threw, at the place of the batch that it threw for and ever after.
  public func next() throws -> Batch? { try line.take() }

  /// The batch of the given number, after waiting for it if need be; nil after the last one.
  ///
  /// If it is not the next one, those made ahead are dropped and the line goes on from it, as at the
  /// beginning of a run that goes on where another stopped.
  ///
  /// - Throws: As `next()` does.
  public func batch(at number: Int) throws -> Batch? {
    line.goOn(from: number)
    return try line.take()
  }

  /// What the background work holds on to, so that it ends when the prefetcher is released.
  private final class Line: Sendable {
    private struct State {
      /// The number of the next batch to be made.
      var nextNumber: Int
      /// The number of the next batch to be taken.
      var nextTaken: Int
      /// Grows when the line goes on elsewhere; what was under way until then is dropped.
      var generation = 0
      /// How often `ready` is or will be signalled for what was not taken yet.
      var signalled = 0
      var made: [Result<Batch?, any Error>] = []
      /// What comes after all that is made: the end or an error.
      var ending: Result<Batch?, any Error>?
      var isStopped = false
    }

    private let state: Lock<State>
    private let ready = DispatchSemaphore(value: 0)
    private let queue = DispatchQueue(label: "Prefetcher")
    private let make: @Sendable (Int) throws -> Batch?

    init(first: Int, make: @escaping @Sendable (Int) throws -> Batch?) {
      state = Lock(State(nextNumber: first, nextTaken: first))
      self.make = make
    }

    /// Puts one batch more on the queue.
    func makeNext() {
      if Threads.isForkedProcess { return }
      queue.async { [self] in
        let order = state.withLock { state -> (number: Int, generation: Int)? in
          guard state.ending == nil && !state.isStopped else {
            state.signalled += 1
            return nil
          }
          defer { state.nextNumber += 1 }
          return (state.nextNumber, state.generation)
        }
        if let order {
          let result = Result { try make(order.number) }
          let isDropped = state.withLock { state in
            guard state.generation == order.generation else { return true }
            state.signalled += 1
            if case .success(.some) = result {
              state.made.append(result)
            } else {
              state.ending = result
            }
            return false
          }
          if isDropped { return makeNext() }
        }
        ready.signal()
      }
    }

    /// Drops what is made or being made unless `number` is the next one to be taken.
    func goOn(from number: Int) {
      if Threads.isForkedProcess { return goOnWithoutQueue(from: number) }
      let dropped = state.withLock { state -> Int in
        guard state.nextTaken != number else { return 0 }
        let dropped = state.signalled
        state.signalled = 0
        state.made = []
        state.ending = nil
        state.generation += 1
        (state.nextNumber, state.nextTaken) = (number, number)
        return dropped
      }
      for _ in 0..<dropped {
        ready.wait()
        makeNext()
      }
    }

    /// Each batch made is signalled once, and each one taken is replaced by an order for another.
    func take() throws -> Batch? {
      if Threads.isForkedProcess { return try makeAtOnce() }
      ready.wait()
      let result = state.withLock { state -> Result<Batch?, any Error>? in
        state.nextTaken += 1
        state.signalled -= 1
        return state.made.isEmpty ? state.ending : state.made.removeFirst()
      }
      makeNext()
      return try result?.get() ?? nil
    }

    /// The queue of a process that has forked does not run in its child.
    private func makeAtOnce() throws -> Batch? {
      let (number, ending) = state.withLock { state in
        defer { state.nextTaken += 1 }
        return (state.nextTaken, state.ending)
      }
      if let ending { return try ending.get() }
      let result = Result { try make(number) }
      if case .success(.some(let batch)) = result { return batch }
      state.withLock { $0.ending = result }
      return try result.get()
    }

    private func goOnWithoutQueue(from number: Int) {
      state.withLock { state in
        if state.nextTaken != number { state.ending = nil }
        state.nextTaken = number
      }
    }

    func stop() {
      state.withLock {
        $0.isStopped = true
        $0.made = []
      }
    }
  }
}
