#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Locks that are free in a child that the process forks: a child has the forking thread alone, and what
/// another one had locked would stay so for ever.
enum Forking {
  /// Guards `locks`.
  private nonisolated(unsafe) static let registry: UnsafeMutablePointer<pthread_mutex_t> = {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    return mutex
  }()
  private nonisolated(unsafe) static var locks: [UnsafeMutablePointer<pthread_mutex_t>] = []

  private static let isWatched: Void = {
    pthread_atfork({ Forking.takeAll() }, { Forking.releaseAll() }, { Forking.releaseAll() })
  }()

  /// From now on the process forks only while nobody holds `lock`, which must stay for good, and in which
  /// nobody waits for another lock.
  static func keepFree(_ lock: UnsafeMutablePointer<pthread_mutex_t>) {
    _ = isWatched
    pthread_mutex_lock(registry)
    locks.append(lock)
    pthread_mutex_unlock(registry)
  }

  private static func takeAll() {
    pthread_mutex_lock(registry)
    for lock in locks { pthread_mutex_lock(lock) }
  }

  private static func releaseAll() {
    for lock in locks { pthread_mutex_unlock(lock) }
    pthread_mutex_unlock(registry)
  }
}
