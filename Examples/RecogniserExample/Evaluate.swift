import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Measures the recognizer on a folder of classes that it has not been trained on.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure on a folder of other classes: accuracy, unknown classes, mistakes.",
    discussion: """
      By default tasks are drawn from the folder, and what is enrolled plays no part. With --enrolled \
      each picture is shown to the recognizer as it is: a class that is enrolled should be recognized, \
      and one that is not called unknown.
      """)

  @Argument(help: "A folder with a folder for each class, of at least two pictures each.")
  var folder: String

  @Flag(help: "Ask for the classes that are enrolled.")
  var enrolled = false

  @Option(help: "Classes of a task; by default all, up to 20.")
  var ways: Int?

  @Option(help: "Examples of each class.")
  var shots = 1

  @Option(help: "Trials.")
  var trials = 400

  @Option(help: "Determines the tasks.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Where the picture of the mistakes is written.", valueName: "file"))
  var mistakes = "mistakes.png"

  @OptionGroup var options: ModelOptions

  func validate() throws {
    for (option, value) in [("--ways", ways ?? 2), ("--shots", shots), ("--trials", trials)] {
      let least = option == "--ways" ? 2 : 1
      if value < least {
        throw ValidationError("\(option): found \(value), expected at least \(least)")
      }
    }
  }

  func run() throws {
    let (classifier, preprocessing) = try Recognizer.load(options.model)
    let dataset = try Recognizer.dataset(folder, preprocessing)
    if enrolled { return try EnrolledTest(classifier, dataset).report(json: options.json) }
    let ways = ways ?? min(20, dataset.classes.count)
    let scorer = SiameseScorer(classifier.siamese, views: classifier.views)
    let tasks = try TaskSampler(
      dataset, ways: ways, shots: shots, queries: ways, scope: .acrossAlphabets
    ).tasks((trials + ways - 1) / ways, seed: seed)
    let verdicts = verdicts(scorer, on: tasks, of: dataset)
    let accuracy = Accuracy(correct: verdicts.count { $0.isCorrect }, of: verdicts.count)
    let confused = confusions(in: verdicts, of: dataset, limit: 5)
    let pictured = try drawMistakes(verdicts, of: scorer, on: tasks, of: dataset)
    let unknown = try unknowns(classifier, dataset, ways: ways)
    try report(accuracy, ways, unknown, confused, pictured)
  }

  /// What thresholds cost where the class of every second picture is not enrolled; nil where there are
  /// too few classes to leave one out.
  private func unknowns(
    _ classifier: OneShotClassifier<Sequential>, _ dataset: ImageDataset, ways: Int
  ) throws -> ROCCurve? {
    let most = min(ways, dataset.classes.count - 1)
    if most < 2 { return nil }
    // The classifier's own thresholds are in its file and stay as they are.
    return try classifier.calibrate(
      on: dataset, ways: most, shots: shots, trials: trials, scope: .acrossAlphabets, seed: seed
    ).rejection
  }

  /// Writes a picture of up to twelve wrong answers: the query, a line, and the classes as the network
  /// ranks them, the right one framed.
  ///
  /// - Returns: The number of wrong answers in it.
  private func drawMistakes(
    _ verdicts: [Verdict], of scorer: some OneShotScorer, on tasks: [OneShotTask],
    of dataset: ImageDataset
  ) throws -> Int {
    let trials = tasks.flatMap { task in
      zip(task.queries, task.answers).map {
        OneShotTask(support: task.support, queries: [$0], answers: [$1])
      }
    }
    let wrong = zip(trials, verdicts).filter { !$0.1.isCorrect }.map(\.0)
    guard !wrong.isEmpty else { return 0 }
    let shown = Array(wrong.prefix(12))
    let picture = TaskPicture(scorer, on: shown, of: dataset)
    try PNG.write(
      Bitmap(width: picture.width, height: picture.height, pixels: picture.pixels), to: mistakes)
    return shown.count
  }

  private func report(
    _ accuracy: Accuracy, _ ways: Int, _ unknown: ROCCurve?, _ confused: [Confusion],
    _ pictured: Int
  ) throws {
    let curve = unknown?.samples ?? []
    if options.json {
      return try printJSON(
        Report(
          ways: ways, shots: shots, correct: accuracy.correct, trials: accuracy.trials,
          accuracy: accuracy.value, equalErrorRate: unknown?.equalErrorRate,
          rejection: curve.map(RejectionPoint.init),
          confusions: confused.map {
            Report.Confused(truth: $0.truth, choice: $0.choice, count: $0.count)
          },
          mistakes: pictured > 0 ? mistakes : nil))
    }
    print("\(ways)-way \(shots)-shot: \(accuracy)")
    unknown?.printSamples()
    for confusion in confused { print(confusion) }
    print(pictured > 0 ? "\(pictured) mistakes are in \(mistakes)" : "no mistakes")
  }

  private struct Report: Encodable {
    struct Confused: Encodable {
      let truth: String
      let choice: String
      let count: Int
    }

    let ways: Int
    let shots: Int
    let correct: Int
    let trials: Int
    let accuracy: Double
    let equalErrorRate: Double?
    let rejection: [RejectionPoint]
    let confusions: [Confused]
    let mistakes: String?
  }
}
