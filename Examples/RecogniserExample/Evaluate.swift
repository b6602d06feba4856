import ArgumentParser
import DatasetFiles
import ExampleSupport
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
    let (classifier, preprocessing) = try options.load()
    let dataset = try readPictures(folder, preprocessing)
    if enrolled { return try evaluateEnrolled(classifier, dataset) }
    let ways = ways ?? min(20, dataset.classes.count)
    let tasks = try TaskSampler(
      dataset, ways: ways, shots: shots, queries: ways, scope: .acrossGroups
    ).tasks(trials: trials, seed: seed)
    let evaluation = Evaluation(of: classifier.scorer, on: tasks)
    let wrong = evaluation.wrongTrials.prefix(12)
    if !wrong.isEmpty {
      let picture = TaskPicture(evaluation, trials: wrong)
      let bitmap = Bitmap(width: picture.width, height: picture.height, pixels: picture.pixels)
      try PNG.write(bitmap, to: URL(filePath: mistakes))
    }
    // The class of every second picture is not enrolled; two must be left.
    let most = min(ways, dataset.classes.count - 1)
    let rejection =
      most < 2
      ? nil
      : Rejection(
        try classifier.calibration(
          on: dataset, ways: most, shots: shots, trials: trials, scope: .acrossGroups, seed: seed
        ).rejection)
    let confused = evaluation.confusions(limit: 5)
    if options.json {
      return try printJSON(
        Report(
          ways: ways, shots: shots, correct: evaluation.accuracy.correct,
          trials: evaluation.accuracy.trials, accuracy: evaluation.accuracy.value,
          equalErrorRate: rejection?.equalErrorRate, rejection: rejection?.points ?? [],
          confusions: confused.map(\.description), mistakes: wrong.isEmpty ? nil : mistakes))
    }
    print("\(ways)-way \(shots)-shot: \(evaluation)")
    if let rejection { print(rejection.description) }
    for confusion in confused { print(confusion) }
    print(wrong.isEmpty ? "no mistakes" : "\(wrong.count) mistakes are in \(mistakes)")
  }

  private struct Report: Encodable {
    let ways: Int
    let shots: Int
    let correct: Int
    let trials: Int
    let accuracy: Double
    let equalErrorRate: Double?
    let rejection: [Rejection.Point]
    let confusions: [String]
    let mistakes: String?
  }

  /// What the recognizer says of pictures whose classes are known by the names of their folders.
  private func evaluateEnrolled(
    _ classifier: OneShotClassifier<Sequential>, _ dataset: ImageDataset
  ) throws {
    let labels = Set(classifier.labels)
    var known: [(truth: String, prediction: OneShotPrediction)] = []
    var unknown: [OneShotPrediction] = []
    for entry in dataset.classes {
      let predictions = try classifier.predictions(of: dataset.images(at: entry.images), top: 1)
      if labels.contains(entry.name) {
        known += predictions.map { (entry.name, $0) }
      } else {
        unknown += predictions
      }
    }
    guard !known.isEmpty else {
      throw FileProblem(
        path: folder, found: "none of its classes enrolled",
        expected: "some of \(labels.sorted().joined(separator: ", "))")
    }
    let right = known.count { $0.prediction.best.label == $0.truth }
    let accepted = known.count { $0.prediction.label == $0.truth }
    let refused = unknown.count { !$0.isKnown }
    let rejection =
      unknown.isEmpty
      ? nil
      : Rejection(
        try ROCCurve(
          scores: known.map(\.prediction.best.score) + unknown.map(\.best.score),
          isSame: known.map { _ in true } + unknown.map { _ in false }))
    if options.json {
      return try printJSON(
        EnrolledReport(
          pictures: known.count, right: right, rightAndAccepted: accepted,
          unknownPictures: unknown.count, unknownRefused: refused, rejection: rejection))
    }
    print("enrolled classes: nearest class right \(Accuracy(correct: right, of: known.count))")
    print("right and not called unknown: \(Accuracy(correct: accepted, of: known.count))")
    guard let rejection else { return }
    let accuracy = Accuracy(correct: refused, of: unknown.count)
    print("pictures of other classes called unknown: \(accuracy)")
    print(rejection.description)
  }

  private struct EnrolledReport: Encodable {
    let pictures: Int
    let right: Int
    let rightAndAccepted: Int
    let unknownPictures: Int
    let unknownRefused: Int
    let rejection: Rejection?
  }
}
