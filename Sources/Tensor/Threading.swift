import Kernels

/// The number of threads that tensor operations share; by default one for each active core.
///
/// Results are the same, bit for bit, for any number.
public enum ThreadPool {
  /// How many threads an operation may use; setting 0 goes back to one for each active core.
  public static var threadCount: Int {
    get { Threads.count }
    set { Threads.count = newValue }
  }
}
