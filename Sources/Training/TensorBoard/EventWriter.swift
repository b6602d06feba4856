import Basics
import Files
import Foundation

/// Writes event files, which TensorBoard shows: numbers, distributions and pictures by tag and step.
///
/// ```swift
/// let events = try EventWriter(folder)
/// try events.add([("loss", .scalar(0.41))], step: 100)
/// try events.add([("first", .histogram(weight))], step: 100)
/// ```
///
/// Each call appends whole records at once; a reader that finds the last one cut short, as after a power
/// cut, passes over it. It may be used from many tasks at once.
public final class EventWriter: Sendable {
  /// The file, `events.out.tfevents.…` in the folder.
  public let url: URL
  private let file: Lock<FileAppender>
  /// How many files this process has begun.
  private static let count = Lock(0, isGlobal: true)

  /// Begins a file of its own in a folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - folder: What `tensorboard --logdir` is given, or a folder in it; each folder is one run.
  ///   - step: If a run goes on, the first step that it has not taken yet: what earlier files of the
  ///     folder tell of this step and later ones is not shown any more. Default nil.
  /// - Throws: `FileProblem` if the file cannot be written.
  public init(_ folder: URL, goingOnAt step: Int? = nil) throws(FileProblem) {
    try Files.makeFolder(folder)
    let now = Date().timeIntervalSince1970
    url = folder.appending(path: Self.nextName(seconds: now))
    file = Lock(try FileAppender(url))
    var records = EventRecord.version(seconds: now).bytes
    if let step { records += EventRecord.start(at: step, seconds: now).bytes }
    try append(records)
  }

  /// Records what was found after a number of steps, all of it or, if that fails, nothing.
  ///
  /// - Parameters:
  ///   - summaries: What was found, by tag; TensorBoard makes groups of tags that have the same beginning
  ///     before a `/`.
  ///   - step: The number of steps taken.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func add(
    _ summaries: [(tag: String, summary: EventSummary)], step: Int
  ) throws(FileProblem) {
    guard !summaries.isEmpty else { return }
    let now = Date().timeIntervalSince1970
    try append(EventRecord.summaries(summaries, step: step, seconds: now).bytes)
  }

  /// Files of a folder are read in the order of their names.
  private static func nextName(seconds: Double) -> String {
    let process = ProcessInfo.processInfo
    let number = count.withLock { count in
      count += 1
      return String(count)
    }
    let zeros = String(repeating: "0", count: max(0, 6 - number.count))
    return "events.out.tfevents.\(Int(seconds)).\(process.hostName)."
      + "\(process.processIdentifier).\(zeros)\(number)"
  }

  private func append(_ bytes: [UInt8]) throws(FileProblem) {
    try file.withLock { file throws(FileProblem) in try file.append(bytes) }
  }
}
