import Files
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
  /// - Parameter resumes: Whether a run is to go on, whose folder must be there.
  /// - Throws: `FileProblem` if it cannot be written in, or another process is using it.
  public init(_ path: String, resumes: Bool = false) throws {
    self.path = path
    url = URL(filePath: path, directoryHint: .isDirectory)
    if resumes && !Files.isFolder(url) { throw Self.nothingInterrupted(url) }
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
    try Files.write(Array(data), to: file(name))
  }

  /// Removes the folder of a run that is done.
  public func remove() { Files.remove(url) }

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
  ///
  /// - Throws: `FileProblem` if there is a run that was interrupted: it is not for this one to remove.
  public func begin(with arguments: [String]) throws {
    if isInterrupted {
      throw FileProblem(
        url, found: "a run that was interrupted",
        expected: "a new folder, or --resume to go on with the run")
    }
    finish()
    try write(try json(arguments), to: Self.optionsName)
  }

  /// Forgets the options and the checkpoints of a run that is done: there is nothing to go on with.
  public func finish() {
    Files.remove(checkpoints().url)
    Files.remove(options)
  }

  /// The options of the run that was interrupted.
  ///
  /// - Throws: `FileProblem` if there is none, or its options cannot be read.
  public func interruptedArguments() throws -> [String] {
    guard isInterrupted else { throw Self.nothingInterrupted(url) }
    let data = Data(try Files.read(options))
    guard let arguments = try? JSONDecoder().decode([String].self, from: data) else {
      throw FileProblem(
        options, found: "something else", expected: "the options of the run, a list of words")
    }
    return arguments
  }

  /// The command of an example that makes the run again: with the options that it began with, whoever
  /// went on with it.
  public func command(_ example: String) -> String {
    let words = try? JSONDecoder().decode([String].self, from: Data(Files.read(options)))
    return commandLine(example, words)
  }

  /// Whether there are options, and a checkpoint of any training.
  public var isInterrupted: Bool {
    let names = FileManager.default.enumerator(
      atPath: checkpoints().url.path(percentEncoded: false))
    return Files.exists(options)
      && names?.contains { ($0 as? String)?.hasSuffix(".safetensors") == true } == true
  }

  private static let optionsName = "options.json"
  private var options: URL { file(Self.optionsName) }

  private static func nothingInterrupted(_ url: URL) -> FileProblem {
    FileProblem(url, found: "none", expected: "a run that was interrupted")
  }
}
