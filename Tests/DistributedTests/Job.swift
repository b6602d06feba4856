import Distributed
import Foundation
import Testing

/// A job of several processes of `DistributedProbe`, begun by the launcher of the library that the tests
/// were built with.
final class Job {
  private let process = Process()
  private let output: URL

  /// What became of a job.
  struct Ending {
    let code: Int32
    /// What was printed, and the errors.
    let text: String
  }

  /// - Parameters:
  ///   - count: The number of processes; nil for one without a launcher.
  ///   - arguments: Those of the probe.
  ///   - environment: More than this process's.
  init(_ count: Int?, _ arguments: [String], environment: [String: String] = [:]) throws {
    output = FileManager.default.temporaryDirectory.appending(path: "job-\(UUID().uuidString)")
    try Data().write(to: output)
    var words = [Self.probe.path(percentEncoded: false)] + arguments
    if let count { words = [Self.launcher, "-n", "\(count)"] + words }
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(
      [
        "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
        "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_mpi_yield_when_idle": "1",
        "OMPI_MCA_hwloc_base_binding_policy": "none", "ONESHOT_THREADS": "1",
        "SWIFT_BACKTRACE": "enable=no",
      ].merging(environment) { $1 }
    ) { $1 }
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: output) }

  static func run(_ count: Int?, _ arguments: String...) throws -> Ending {
    try Job(count, arguments).wait()
  }

  func wait() -> Ending {
    process.waitUntilExit()
    let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
    return Ending(code: process.terminationStatus, text: text)
  }

  /// Waits no longer than a moment. A process that dies while its job begins can leave OpenMPI's launcher
  /// waiting for itself, when all processes are gone.
  func abandon() {
    for _ in 0..<100 where process.isRunning { usleep(50_000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The numbers of the job's processes that have `argument` among theirs.
  func members(with argument: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { number in
      guard number != process.processIdentifier,
        let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
      else { return false }
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      return words.first?.hasSuffix("DistributedProbe") == true && words.contains(argument)
    }
  }

  private static let probe = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "DistributedProbe")

  private static let launcher: String = {
    let isOpen = DistributedGroup.library.contains("Open MPI")
    let name = isOpen ? "mpirun.openmpi" : "mpirun.mpich"
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let isThere = folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    // Debian has both under their own names; elsewhere there is one.
    return isThere ? name : "mpirun"
  }()
}
