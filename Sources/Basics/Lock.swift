/// A value that one thread uses at a time.
///
/// It is a lock of POSIX threads and not the standard library's `Mutex`: on Linux the thread sanitizer
/// cannot see how that one waits, and reports races where there are none.
///
/// ```swift
/// let total = Lock(0)
/// total.withLock { $0 += 1 }
/// ```
package final class Lock<Value: Sendable>: Sendable {
  private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// Used by whoever holds `mutex`.
  private nonisolated(unsafe) var value: Value

  /// - Parameters:
  ///   - value: What it holds first.
  ///   - isGlobal: Whether the whole process shares it for good, and nobody waits for another lock in it:
  ///     then it is free in a child that is forked at whatever moment. Default false.
  package init(_ value: Value, isGlobal: Bool = false) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    let code = pthread_mutex_init(mutex, nil)
    require(code == 0, "Lock: the system gives no mutex, error \(code)")
    if isGlobal { Forking.keepFree(mutex) }
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` with the value while no other thread does. A lock within itself would wait for ever.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
