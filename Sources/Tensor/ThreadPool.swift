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

  /// Runs `body` with its operations on the calling thread alone: for programs that serve several requests
  /// at a time, where one that took all threads would only make the others wait.
  ///
  /// ```swift
  /// let embeddings = ThreadPool.serially { siamese.embed(images) }
  /// ```
  ///
  /// It counts for the calling thread until `body` returns, not for others. The result is the same, bit for
  /// bit.
  public static func serially<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Threads.serially(body)
  }
}
