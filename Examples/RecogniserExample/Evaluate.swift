import ArgumentParser
import DatasetFiles
import ExampleSupport
import Files
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
    if let ways, ways < 2 {
      throw ValidationError("--ways: found \(ways), expected at least 2")
    }
    try requirePositive(shots, "--shots")
    try requirePositive(trials, "--trials")
  }

  func run() throws {
    if !enrolled { try Files.requireWritable(URL(filePath: mistakes)) }
    let (classifier, preprocessing) = try options.load()
    let dataset = try pictures(in: folder, preprocessing)
    if enrolled {
      let found = try classifier.evaluation(on: dataset)
      return options.json ? try printJSON(found) : print(found)
    }
    let ways = ways ?? min(20, dataset.classes.count)
    guard ways > 1 else {
      throw FileProblem(
        path: folder, found: "pictures of one class", expected: "at least two classes")
    }
    let tasks = try TaskSampler(
      dataset, ways: ways, shots: shots, queries: ways, scope: .acrossGroups
    ).tasks(trials: trials, seed: seed)
    let evaluation = Evaluation(of: classifier.scorer, on: tasks)
    // The class of every second picture is not enrolled; two must be left.
    let most = min(ways, dataset.classes.count - 1)
    let calibration =
      most < 2
      ? nil
      : try classifier.calibration(
        on: dataset, ways: most, shots: shots, trials: trials, scope: .acrossGroups, seed: seed)
    try report(evaluation, ways, calibration?.rejection, try drawMistakes(evaluation))
  }

  /// Draws up to twelve wrong answers, and says how many.
  private func drawMistakes(_ evaluation: Evaluation) throws -> Int {
    let wrong = evaluation.wrongTrials.prefix(12)
    if wrong.isEmpty { return 0 }
    let picture = TaskPicture(evaluation, trials: wrong)
    let bitmap = Bitmap(
      width: picture.width, height: picture.height, channels: picture.channels,
      pixels: picture.pixels)
    try PNG.write(bitmap, to: URL(filePath: mistakes))
    return wrong.count
  }

  private func report(
    _ evaluation: Evaluation, _ ways: Int, _ rejection: ROCCurve?, _ pictured: Int
  ) throws {
    let confusions = evaluation.confusions(limit: 5).map(\.description)
    if options.json {
      return try printJSON(
        Report(
          ways: ways, shots: shots, accuracy: evaluation.accuracy,
          equalErrorRate: rejection?.equalErrorRate,
          rejection: rejection?.points() ?? [], confusions: confusions,
          mistakes: pictured > 0 ? mistakes : nil))
    }
    print("\(ways)-way \(shots)-shot: \(evaluation)")
    if let rejection { print(rejection.rejectionText) }
    for confusion in confusions { print(confusion) }
    print(pictured > 0 ? "\(pictured) mistakes are in \(mistakes)" : "no mistakes")
  }

  private struct Report: Encodable {
    let ways: Int
    let shots: Int
    let accuracy: Accuracy
    let equalErrorRate: Double?
    let rejection: [ROCCurve.Point]
    let confusions: [String]
    let mistakes: String?
  }
}
