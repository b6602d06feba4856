import Foundation
import OneShot

/// The folder of a run: found writable before any work is done, of one process at a time, and with
/// the options of the run, so that it can go on without being told them again.
public struct RunFolder {
  private let url: URL
  private let lock: FolderLock

  /// Makes the folder if it does not exist.
  ///
  /// - Throws: `FileProblem` if it cannot be written in, or another process is using it.
  public init(_ path: String) throws {
    url = URL(filePath: path, directoryHint: .isDirectory)
    lock = try FolderLock(url)
  }

  /// Where checkpoints of the training are.
  public var checkpoints: CheckpointFolder {
    CheckpointFolder(url.appending(path: "checkpoints", directoryHint: .isDirectory), keep: 2)
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

  /// Remembers the options of a new run, whose checkpoints are to come.
  public func begin(with arguments: [String]) throws {
    try checkpoints.removeAll()
    try write(try json(arguments), to: "options.json")
  }

  /// The options of the run that was interrupted.
  ///
  /// - Throws: `FileProblem` if there is none.
  public func interruptedArguments() throws -> [String] {
    guard let data = try? Data(contentsOf: file("options.json")),
      let arguments = try? JSONDecoder().decode([String].self, from: data),
      try !checkpoints.files.isEmpty
    else {
      throw FileProblem(
        url, found: "no run that was interrupted", expected: "the options and checkpoints of one")
    }
    return arguments
  }
}
