import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps what all threads share out of use while the process forks: a child has the forking thread alone,
/// and what another one had locked would stay so for ever.
enum Forking {
  /// From the first time that it is asked for.
  static let isWatched: Void = {
    pthread_atfork(
      {
        blasUsers.lock()
        BufferPool.pool.lock()
      },
      { release() },
      { release() })
  }()

  private static func release() {
    BufferPool.pool.unlock()
    blasUsers.unlock()
  }
}
