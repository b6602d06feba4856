import Files
import Foundation
import OneShot

/// The folder of a run: found writable before any work is done, of one process at a time, and with
/// the options of the run, so that it can go on without being told them again.
public struct RunFolder {
  private let url: URL
  private let lock: FolderLock

  /// Makes the folder where it does not exist.
  ///
  /// - Parameter resumes: Whether a run is to go on, whose folder must be there.
  /// - Throws: `FileProblem` where it cannot be written in, or another process is using it.
  public init(_ path: String, resumes: Bool = false) throws {
    url = URL(filePath: path, directoryHint: .isDirectory)
    if resumes && !Files.isFolder(url) { throw Self.nothingInterrupted(url) }
    lock = try FolderLock(url)
  }

  /// Where checkpoints of the training are.
  public var checkpoints: CheckpointFolder {
    CheckpointFolder(url.appending(path: "checkpoints", directoryHint: .isDirectory), keep: 2)
  }

  /// A file of the folder.
  public func file(_ name: String) -> URL { url.appending(path: name) }

  /// Writes a file, all of it or nothing.
  public func write(_ data: Data, to name: String) throws {
    try Files.write(Array(data), to: file(name))
  }

  /// Removes the folder of a run that is done.
  public func remove() { Files.remove(url) }

  /// Remembers the options of a new run, whose checkpoints are to come.
  ///
  /// - Throws: `FileProblem` where there is a run that was interrupted: it is not for this one to remove.
  public func begin(with arguments: [String]) throws {
    if Files.exists(options), try !checkpoints.files.isEmpty {
      throw FileProblem(
        url, found: "a run that was interrupted",
        expected: "none: go on with it by --resume, remove the folder or take another one")
    }
    try checkpoints.removeAll()
    try write(try json(arguments), to: Self.optionsName)
  }

  /// Forgets the options and the checkpoints of a run that is done: there is nothing to go on with.
  public func finish() throws {
    try checkpoints.removeAll()
    Files.remove(checkpoints.url)
    Files.remove(options)
  }

  /// The options of the run that was interrupted.
  ///
  /// - Throws: `FileProblem` where there is none, or its options cannot be read.
  public func interruptedArguments() throws -> [String] {
    guard Files.exists(options), try !checkpoints.files.isEmpty else {
      throw Self.nothingInterrupted(url)
    }
    let data = Data(try Files.read(options))
    guard let arguments = try? JSONDecoder().decode([String].self, from: data) else {
      throw FileProblem(
        options, found: "something else", expected: "the options of the run, a list of words")
    }
    return arguments
  }

  private static let optionsName = "options.json"
  private var options: URL { file(Self.optionsName) }

  private static func nothingInterrupted(_ url: URL) -> FileProblem {
    FileProblem(url, found: "none", expected: "a run that was interrupted")
  }
}
