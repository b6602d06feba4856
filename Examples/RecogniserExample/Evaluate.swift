import ArgumentParser
import Basics
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
    let all = try pictures(in: folder, preprocessing)
    if enrolled {
      let found = try classifier.evaluation(on: all)
      return options.json ? try printJSON(found) : print(found)
    }
    let (dataset, small) = all.splitting(classesOfAtLeast: shots + 1)
    for entry in small.classes {
      warn("left out: class \(small.label(of: entry)) has fewer than \(shots + 1) pictures")
    }
    let ways = ways ?? min(20, dataset.classes.count)
    guard ways > 1 else {
      throw FileProblem(
        path: folder, found: "pictures of \(counted(dataset.classes.count, "class"))",
        expected: "at least 2 classes of \(shots + 1) pictures or more")
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
    let wrong = evaluation.wrongTrials.prefix(12)
    if !wrong.isEmpty {
      try write(TaskPicture(evaluation, trials: wrong), to: URL(filePath: mistakes))
    }
    try report(evaluation, ways, calibration?.rejection, wrong.count)
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
