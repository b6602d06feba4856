import Basics
import Foundation
import Kernels

/// A folder with the last few checkpoints of one training.
///
/// ```swift
/// let folder = CheckpointFolder(URL(filePath: "run/checkpoints"), keep: 2)
/// let found = try folder.latest()           // nil at first
/// ```
public struct CheckpointFolder: Sendable, Hashable {
  /// The folder; made when the first checkpoint is saved.
  public let url: URL
  /// How many checkpoints are kept.
  public let keep: Int

  /// The folder at `url`, where older checkpoints than the last `keep`, by default 3, are deleted.
  public init(_ url: URL, keep: Int = 3) {
    require(keep > 0, "CheckpointFolder: expected to keep at least 1 checkpoint, got \(keep)")
    self.url = url
    self.keep = keep
  }

  /// The files, the newest first.
  public var files: [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []
    return names.compactMap { name -> (iteration: Int, name: String)? in
      guard let digits = name.wholeMatch(of: /checkpoint-(\d+)\.safetensors/)?.1,
        let iteration = Int(digits)
      else { return nil }
      return (iteration, name)
    }
    .sorted { $0.iteration > $1.iteration }
    .map { url.appending(path: $0.name) }
  }

  /// Writes a checkpoint, then deletes those beyond the last few.
  ///
  /// - Throws: ``FileProblem`` where it cannot be written.
  public func save(_ checkpoint: Checkpoint) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let digits = "\(checkpoint.iteration)"
    let name = "checkpoint-\(String(repeating: "0", count: max(0, 9 - digits.count)))\(digits)"
    try checkpoint.write(to: url.appending(path: "\(name).safetensors"))
    for file in files.dropFirst(keep) { try? FileManager.default.removeItem(at: file) }
    removeLeftovers()
  }

  /// The newest checkpoint that can be read, and what is wrong with those passed over.
  ///
  /// - Returns: nil where the folder has no checkpoints.
  /// - Throws: The error of the newest one where none can be read.
  public func latest() throws -> (checkpoint: Checkpoint, refused: [any Error])? {
    var refused: [any Error] = []
    for file in files {
      do {
        return (try Checkpoint(contentsOf: file), refused)
      } catch {
        refused.append(error)
      }
    }
    if let error = refused.first { throw error }
    return nil
  }

  /// Deletes what a process left that was killed while it wrote.
  private func removeLeftovers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []
    for name in names where name.hasPrefix(".checkpoint-") {
      try? FileManager.default.removeItem(at: url.appending(path: name))
    }
  }
}
