/// Lets another thread run if one waits for a core.
package func offerCore() { sched_yield() }

/// The number of threads that the environment variable `ONESHOT_THREADS` asks for, nil if it is not
/// a positive number.
package func requestedThreadCount() -> Int? {
  getenv("ONESHOT_THREADS").flatMap { Int(String(cString: $0)) }.flatMap { $0 > 0 ? $0 : nil }
}
