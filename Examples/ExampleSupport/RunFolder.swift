import Foundation
import OneShot

/// The folder of a run: found writable before any work is done, of one process at a time, and with
/// the options of the run, so that it can go on without being told them again.
public struct RunFolder {
  /// The folder as it was given.
  public let path: String
  private let url: URL
  private let lock: FolderLock

  /// Makes the folder if it does not exist.
  ///
  /// - Throws: `FileProblem` if it cannot be written in, or another process is using it.
  public init(_ path: String) throws {
    self.path = path
    url = URL(filePath: path, directoryHint: .isDirectory)
    lock = try FolderLock(url)
  }

  /// Where checkpoints of the training are, or of one of several trainings.
  public func checkpoints(of name: String? = nil) -> CheckpointFolder {
    let folder = url.appending(path: "checkpoints", directoryHint: .isDirectory)
    return CheckpointFolder(name.map { folder.appending(path: $0) } ?? folder, keep: 2)
  }

  /// A file of the folder.
  public func file(_ name: String) -> URL { url.appending(path: name) }

  /// Writes a file, all of it or nothing.
  ///
  /// - Throws: `FileProblem` if it cannot be written.
  public func write(_ data: Data, to name: String) throws {
    do {
      try data.write(to: file(name), options: .atomic)
    } catch {
      throw FileProblem(
        file(name), found: error.localizedDescription, expected: "a writable file")
    }
  }

  /// Removes the folder of a run that is done.
  public func remove() { try? FileManager.default.removeItem(at: url) }

  /// Throws if a training ended early, with the command of the example that goes on.
  public func check(_ history: TrainingHistory, _ command: String...) throws {
    guard case .interrupted(let signal) = history.ending else { return }
    throw interruption(signal, command)
  }

  /// What an interrupted run of the example ends with.
  public func interruption(_ reason: String, _ command: [String]) -> Interruption {
    Interruption(reason, goOnWith: ["swift", "run"] + command + ["--resume"])
  }

  /// Remembers the options of a new run, whose checkpoints are to come.
  func begin(with arguments: [String]) throws {
    try? FileManager.default.removeItem(at: checkpoints().url)
    try write(try json(arguments), to: "options.json")
  }

  /// The options of the run that was interrupted.
  ///
  /// - Throws: `FileProblem` if there is none.
  func interruptedArguments() throws -> [String] {
    guard let data = try? Data(contentsOf: file("options.json")),
      let arguments = try? JSONDecoder().decode([String].self, from: data)
    else {
      throw FileProblem(
        url, found: "no run that was interrupted", expected: "the options and checkpoints of one")
    }
    return arguments
  }
}
