import Basics
import Files
import Foundation

extension DistributedGroup {
  /// How long a process that fails waits for the others to fail of the same, in seconds.
  private static let patience = 2.0

  /// Runs what a program does with the processes of its job, and lets them end together.
  ///
  /// What is printed comes from the first process: the standard output of the others leads nowhere. An
  /// error on one process ends all of them, with its message on the standard error and the exit code 1;
  /// one that all throw is thrown here on the first process, and the others end without a word.
  ///
  /// - Parameters:
  ///   - addition: In which order numbers are added; default ordered.
  ///   - overlaps: Whether a training sends gradients while its backward pass still makes more of them;
  ///     of no effect if numbers are added in order. Default true.
  ///   - describe: What is said of an error; default its description.
  ///   - body: The work; every process has the same.
  /// - Throws: What `body` throws, and ``DistributedError`` if the job cannot begin.
  public static func run(
    addition: Addition = .ordered, overlaps: Bool = true,
    describing describe: (any Error) -> String = { "\($0)" },
    _ body: (DistributedGroup) throws -> Void
  ) throws {
    let group = try DistributedGroup(addition: addition, overlaps: overlaps)
    guard let connection = group.connection else { return try body(group) }
    if !group.isFirst { silence() }
    do {
      try body(group)
    } catch {
      fflush(nil)
      if connection.meets(within: patience) {
        connection.end()
        if group.isFirst { throw error }
        exit(0)
      }
      StandardError.write("error on process \(group.rank): \(describe(error))\n")
      connection.abort(1)
    }
    fflush(nil)
    // Where another process failed, it is not going to come, and ends this one.
    _ = connection.meets(within: nil)
    connection.end()
  }

  /// Leads the standard output nowhere.
  private static func silence() {
    let nowhere = open("/dev/null", O_WRONLY)
    if nowhere >= 0 {
      dup2(nowhere, STDOUT_FILENO)
      close(nowhere)
    }
  }
}
