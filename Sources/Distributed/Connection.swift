import Basics
import CMPI

/// The way to the other processes. One thread calls MPI at a time.
final class Connection: Sendable {
  let rank: Int
  let count: Int
  /// All processes: once for what they exchange, once for what they exchange meanwhile in the background,
  /// and once to see whether all have come to an end.
  private let everyone: cmpi_group
  private let background: cmpi_group
  private let endings: cmpi_group
  private let turn = Lock(())
  /// Sums that go on while the program computes.
  let sums = BackgroundSums()

  /// The library that the program was built with, such as `Open MPI v4.1.4`.
  static var library: String {
    text(capacity: cmpi_version_capacity()) { cmpi_version($0) }
      .split(separator: "\n").first.map { line in
        // MPICH's text goes on with its date and how it was made.
        String(line.split(separator: ",")[0]).replacing("Version:", with: "")
          .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      } ?? "an unknown library"
  }

  /// Joins the job that a launcher began.
  init(_ launcher: Launcher) throws(DistributedError) {
    if let count = launcher.count, count < 4 { cmpi_prefer_ring() }
    var threads: CInt = 0
    try Self.check("MPI_Init_thread", cmpi_begin(&threads))
    if threads == 0 { throw .oneThreadOnly(library: Self.library) }
    var (everyone, background, endings) = (cmpi_group(), cmpi_group(), cmpi_group())
    try Self.check("MPI_Comm_dup", cmpi_everyone(&everyone))
    try Self.check("MPI_Comm_dup", cmpi_everyone(&background))
    try Self.check("MPI_Comm_dup", cmpi_everyone(&endings))
    var (rank, count): (CInt, CInt) = (0, 0)
    try Self.check("MPI_Comm_size", cmpi_size(everyone, &rank, &count))
    (self.rank, self.count) = (Int(rank), Int(count))
    (self.everyone, self.background, self.endings) = (everyone, background, endings)
    if let expected = launcher.count, expected > 1, count == 1 {
      throw .strangers(expected: expected, library: Self.library)
    }
  }

  /// Calls a function of MPI with all processes.
  func call(_ name: String, _ body: (cmpi_group) -> CInt) throws(DistributedError) {
    try Self.check(name, turn.withLock { _ in body(everyone) })
  }

  /// Begins the sum of so many scalars over all processes, in an order that is the library's own.
  func beginSum(
    _ mine: UnsafePointer<Float>, _ sum: UnsafeMutablePointer<Float>, _ count: Int
  ) throws(DistributedError) -> cmpi_request {
    var request = cmpi_request()
    try Self.check(
      "MPI_Iallreduce",
      turn.withLock { _ in cmpi_begin_sum(background, mine, sum, CInt(count), &request) })
    return request
  }

  /// Whether what was begun is done.
  func isDone(_ request: inout cmpi_request) throws(DistributedError) -> Bool {
    var isDone: CInt = 0
    try Self.check("MPI_Test", turn.withLock { _ in cmpi_test(&request, &isDone) })
    return isDone != 0
  }

  /// Whether all processes come here within so many seconds; nil to wait for as long as it takes.
  func meets(within seconds: Double?) -> Bool {
    turn.withLock { _ in
      var request = cmpi_request()
      guard cmpi_begin_barrier(endings, &request) == 0 else { return false }
      let clock = ContinuousClock()
      let end = seconds.map { clock.now + .seconds($0) }
      var isDone: CInt = 0
      while isDone == 0 && end.map({ clock.now < $0 }) ?? true {
        if cmpi_test(&request, &isDone) != 0 { return false }
        usleep(1000)
      }
      return isDone != 0
    }
  }

  /// Ends all processes at once.
  func abort(_ code: Int32) -> Never {
    // Not in turn: another thread may be waiting for a process that is not going to answer.
    cmpi_abort(endings, code)
    exit(code)
  }

  /// Leaves the job, as every process must before it ends well.
  func end() { turn.withLock { _ in _ = cmpi_end() } }

  private static func check(_ name: String, _ code: CInt) throws(DistributedError) {
    if code == 0 { return }
    throw .callFailed(
      name, message: text(capacity: cmpi_error_capacity()) { cmpi_error_text(code, $0) })
  }

  private static func text(
    capacity: CInt, _ write: (UnsafeMutablePointer<CChar>) -> CInt
  ) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(capacity) + 1) { buffer in
      buffer.initialize(repeating: 0)
      return write(buffer.baseAddress!) == 0 ? String(cString: buffer.baseAddress!) : "no text"
    }
  }
}
