import Kernels

/// The number of threads that tensor operations share; by default what the environment variable
/// `ONESHOT_THREADS` says, or one for each processor that the process may use.
///
/// Results are the same, bit for bit, for any number.
public enum ThreadPool {
  /// How many threads an operation may use; setting 0 goes back to the default.
  public static var threadCount: Int {
    get { Threads.count }
    set { Threads.count = newValue }
  }
}
