import Basics
import Files
import Foundation

/// A folder with the last few checkpoints of one training.
///
/// ```swift
/// let folder = CheckpointFolder(URL(filePath: "run/checkpoints"), keep: 2)
/// let found = try folder.latest()           // nil at first
/// ```
public struct CheckpointFolder: Sendable, Hashable {
  /// The folder; made when a training with checkpoints begins.
  public let url: URL
  /// How many checkpoints are kept.
  public let keep: Int

  /// The folder at `url`, where older checkpoints than the last `keep`, by default 3, are deleted.
  public init(_ url: URL, keep: Int = 3) {
    require(keep > 0, "CheckpointFolder: expected to keep at least 1 checkpoint, got \(keep)")
    self.url = url
    self.keep = keep
  }

  /// The files, the newest first; none if there is no folder.
  ///
  /// - Throws: ``/Files/FileProblem`` if the folder cannot be read.
  public var files: [URL] {
    get throws(FileProblem) {
      guard Files.exists(url) else { return [] }
      return try Files.names(in: url).compactMap { name -> (iteration: Int, name: String)? in
        guard let digits = name.wholeMatch(of: /checkpoint-(\d+)\.safetensors/)?.1,
          let iteration = Int(digits)
        else { return nil }
        return (iteration, name)
      }
      .sorted { $0.iteration > $1.iteration }
      .map { url.appending(path: $0.name) }
    }
  }

  /// Writes a checkpoint, then deletes those beyond the last few, and what killed processes left.
  ///
  /// - Throws: ``/Files/FileProblem`` if it cannot be written or its numbers are not finite; the others
  ///   stay then.
  public func save(_ checkpoint: Checkpoint) throws(FileProblem) {
    try Files.makeFolder(url)
    let digits = "\(checkpoint.iteration)"
    let name = "checkpoint-\(String(repeating: "0", count: max(0, 9 - digits.count)))\(digits)"
    try checkpoint.write(to: url.appending(path: "\(name).safetensors"))
    for file in try files.dropFirst(keep) { Files.remove(file) }
    for name in try Files.names(in: url) where name.hasPrefix(".checkpoint-") {
      _ = LockedFile.removeLeftover(url.appending(path: name))
    }
  }

  /// The newest checkpoint that can be read, and what is wrong with those passed over.
  ///
  /// - Returns: nil if the folder has no checkpoints.
  /// - Throws: The problem of the newest one if none can be read, or that of the folder.
  public func latest() throws(FileProblem) -> (checkpoint: Checkpoint, refused: [FileProblem])? {
    var refused: [FileProblem] = []
    for file in try files {
      do throws(FileProblem) {
        return (try Checkpoint(contentsOf: file), refused)
      } catch {
        refused.append(error)
      }
    }
    if let error = refused.first { throw error }
    return nil
  }

  /// What the plan of the training said that left the newest checkpoint, so that a program can go on
  /// with it without being told again; nil if there is none.
  ///
  /// - Throws: As ``latest()``.
  public var settings: [String: String]? {
    get throws(FileProblem) { try latest()?.checkpoint.settings }
  }

  /// Deletes all checkpoints, so that a new training can begin here.
  ///
  /// - Throws: ``/Files/FileProblem`` if the folder cannot be read.
  public func removeAll() throws(FileProblem) {
    for file in try files { Files.remove(file) }
  }
}
