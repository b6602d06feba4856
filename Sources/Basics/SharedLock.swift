/// A value that many threads read at a time, or that one changes.
///
/// ```swift
/// let table = SharedLock([1: "one"])
/// table.read { $0[1] }
/// table.write { $0[2] = "two" }
/// ```
package final class SharedLock<Value: Sendable>: Sendable {
  private nonisolated(unsafe) let lock: UnsafeMutablePointer<pthread_rwlock_t>
  /// Changed by whoever has the lock alone.
  private nonisolated(unsafe) var value: Value

  package init(_ value: Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_rwlock_t())
    let code = pthread_rwlock_init(lock, nil)
    require(code == 0, "SharedLock: the system gives no lock, error \(code)")
  }

  deinit {
    pthread_rwlock_destroy(lock)
    lock.deallocate()
  }

  /// Runs `body` with the value while nobody changes it.
  package func read<Result, Failure: Error>(
    _ body: (Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(value)
  }

  /// Runs `body` with the value while nobody else does anything with it.
  package func write<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_rwlock_wrlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(&value)
  }
}
