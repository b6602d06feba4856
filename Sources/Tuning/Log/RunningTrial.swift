import Files
import Foundation

/// A trial that is under way, for other processes to see: a file beside the log, locked as long as
/// this lives. The lock goes with the process, so that nobody believes in a trial that was killed.
final class RunningTrial: Sendable {
  private let file: LockedFile

  fileprivate init(_ file: LockedFile) { self.file = file }

  deinit { unlink(file.url.systemPath) }
}

extension SearchLog {
  /// Makes a trial known. The caller holds the log's lock, or another might take the file for that of
  /// a killed process before it is locked.
  func begin(
    _ number: Int, _ settings: Settings, of process: pid_t = getpid()
  ) throws(FileProblem) -> RunningTrial? {
    let line = try encoded(TrialRecord(settings: settings, status: .failed, score: nil))
    let name = "\(namesOfTrials)\(number)-\(process)-\(UUID().uuidString)"
    let place = url.deletingLastPathComponent().appending(path: name)
    guard let file = try LockedFile(place, O_RDWR | O_CREAT | O_EXCL | O_APPEND, LOCK_EX) else {
      return nil
    }
    let trial = RunningTrial(file)
    try file.append(line: line)
    return trial
  }

  /// All trials under way by number, and whether they are this process's own; the caller holds the log's
  /// lock. Files of killed processes are removed.
  func running() throws(FileProblem) -> [(settings: Settings, isOwn: Bool)] {
    let folder = url.deletingLastPathComponent()
    let prefix = namesOfTrials
    let names = try Files.names(in: folder)
    let own = "\(getpid())"
    let numbered = names.filter { $0.hasPrefix(prefix) }.map { name in
      let parts = name.dropFirst(prefix.count).split(separator: "-", maxSplits: 2)
      return (
        number: parts.first.flatMap { Int($0) } ?? 0, name: name,
        isOwn: parts.count > 1 && parts[1] == own
      )
    }
    return numbered.sorted { ($0.number, $0.name) < ($1.number, $1.name) }.compactMap { entry in
      let file = folder.appending(path: entry.name)
      if LockedFile.removeLeftover(file) { return nil }
      // It may have ended in the meantime.
      return (try? Files.read(file)).flatMap { try? record(Data($0), line: 1) }
        .map { ($0.settings, entry.isOwn) }
    }
  }

  /// What the names of the files of trials begin with: the log's name, in short where it is so long that
  /// no number would have room behind it.
  private var namesOfTrials: String {
    let name = url.lastPathComponent
    return (name.utf8.count > 150 ? Files.shortened(name) : name) + ".running-"
  }
}
