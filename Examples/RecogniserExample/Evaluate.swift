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

  @Option(name: .customLong("report"), help: "Where a page with all of it is written.")
  var page: String?

  @OptionGroup var options: ModelOptions

  func validate() throws {
    if let ways, ways < 2 {
      throw ValidationError("--ways: found \(ways), expected at least 2")
    }
    try requirePositive(shots, "--shots")
    try requirePositive(trials, "--trials")
  }

  func run() throws {
    for file in [enrolled ? nil : mistakes, page] {
      try file.map { try Files.requireWritable(URL(filePath: $0)) }
    }
    let (classifier, preprocessing) = try options.load()
    let all = try pictures(in: folder, preprocessing)
    if enrolled {
      let found = try classifier.evaluation(on: all)
      try writePage([.results(found)], classifier, all, found.rejection)
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
      try TaskPicture(evaluation, trials: wrong).write(to: URL(filePath: mistakes))
    }
    try writePage(ReportSection.all(evaluation), classifier, dataset, calibration?.rejection)
    let answer = TaskAnswer(
      evaluation, rejection: calibration?.rejection, pictured: wrong.count, in: mistakes)
    if options.json { try printJSON(answer) } else { print(answer) }
  }

  private func writePage(
    _ sections: [ReportSection], _ classifier: OneShotClassifier<Sequential>,
    _ dataset: ImageDataset, _ rejection: ROCCurve?
  ) throws {
    guard let page else { return }
    let more = try classifier.reportSections(on: dataset, rejection: rejection)
    try HTMLReport(
      "\(options.model) on \(folder)",
      sections + more + [.command(commandLine("RecogniserExample"))]
    ).write(to: URL(filePath: page))
  }
}
