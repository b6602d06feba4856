import Autograd
import Basics
import Files
import Foundation
import Tensor

/// Writes what a training reports as event files, which `tensorboard --logdir` shows while it trains.
///
/// ```swift
/// let history = try fit(
///   &model, with: &optimizer, on: batches, plan: plan,
///   callbacks: [TensorBoard(folder, histogramsEvery: 5)]) { … }
/// ```
///
/// Each epoch writes its numbers under their names, such as `loss`, after as many steps as were taken
/// then. A training that goes on from a checkpoint takes back what was written of later steps.
public struct TensorBoard: Callback {
  /// Pictures to be shown, by tag: `[height, width, 1 or 3]`, from 0 (black) to 1.
  public typealias Images = @Sendable (TrainingRun) throws -> [(tag: String, image: Tensor)]

  /// Where the files are.
  public let folder: URL
  private let stepsEvery: Int?
  private let histogramsEvery: Int?
  private let images: Images?
  private var events: EventWriter?
  private var hasFailed = false

  /// Writes to a folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - folder: One for each run.
  ///   - stepsEvery: After how many steps the numbers of a step are written as well, under `step/` and
  ///     their names; default never.
  ///   - histogramsEvery: After how many epochs the distribution of each parameter is written, under its
  ///     path, such as `leg/0/weight`; default never.
  ///   - images: Pictures to be written after each epoch; default none.
  public init(
    _ folder: URL, stepsEvery: Int? = nil, histogramsEvery: Int? = nil, images: Images? = nil
  ) {
    for (name, every) in [("stepsEvery", stepsEvery), ("histogramsEvery", histogramsEvery)] {
      require((every ?? 1) > 0, "TensorBoard: expected \(name) above 0, got \(every ?? 0)")
    }
    self.folder = folder
    self.stepsEvery = stepsEvery
    self.histogramsEvery = histogramsEvery
    self.images = images
  }

  /// Begins a file.
  ///
  /// - Throws: `FileProblem` if it cannot be written, before any work is done.
  public mutating func trainingBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) throws {
    events = try EventWriter(folder, goingOnAt: run.iteration > 0 ? run.iteration + 1 : nil)
  }

  /// Writes the numbers of a step, if it is one of those to be written.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    guard let stepsEvery, run.iteration.isMultiple(of: stepsEvery) else { return }
    write(Self.scalars(run.logs, prefix: "step/"), &run)
  }

  /// Writes the numbers of the epoch, and distributions and pictures if they are due. If that is no longer
  /// possible, as on a disk that got full, the run has a warning and goes on.
  ///
  /// - Throws: What the pictures throw.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) throws {
    var summaries = Self.scalars(run.logs, prefix: "")
    if let histogramsEvery, run.epoch.isMultiple(of: histogramsEvery) {
      summaries += model.parameters.map {
        ($0.path.replacing(".", with: "/"), .histogram($0.parameter.value))
      }
    }
    summaries += try images?(run).map { ($0.tag, .image($0.image)) } ?? []
    write(summaries, &run)
  }

  private static func scalars(
    _ logs: Logs, prefix: String
  ) -> [(tag: String, summary: EventSummary)] {
    logs.metrics.map { metric in (prefix + metric.name, .scalar(logs[metric]!)) }
  }

  private mutating func write(
    _ summaries: [(tag: String, summary: EventSummary)], _ run: inout TrainingRun
  ) {
    do throws(FileProblem) {
      try events?.add(summaries, step: run.iteration)
      hasFailed = false
    } catch {
      if !hasFailed { run.warn("\(error)") }
      hasFailed = true
    }
  }
}
