/// A value that one thread changes at a time, or several read.
///
/// ```swift
/// let names = SharedLock<[String]>([])
/// names.withWriting { $0.append("a") }
/// names.withReading { $0.count }
/// ```
package final class SharedLock<Value: Sendable>: Sendable {
  private nonisolated(unsafe) let lock: UnsafeMutablePointer<pthread_rwlock_t>
  /// Changed by whoever alone holds `lock`.
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

  /// Runs `body` with the value while no other thread changes it. A lock within itself may wait for ever.
  package func withReading<Result, Failure: Error>(
    _ body: (Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(value)
  }

  /// Runs `body` with the value while no other thread uses it.
  package func withWriting<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_rwlock_wrlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(&value)
  }
}
