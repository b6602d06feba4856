import ArgumentParser
import ExampleSupport
import OneShot

/// Says which enrolled class each picture is of.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which enrolled class each picture is of, or that it is of none.")

  @Argument(help: "Pictures.")
  var files: [String]

  @Option(help: "How many of the best classes to list.")
  var top = 3

  @OptionGroup var options: ModelOptions

  func run() throws {
    let (classifier, preprocessing) = try options.load()
    let answers = try files.map { file in
      Answer(
        file: file, prediction: try classifier.predict(try picture(file, preprocessing), top: top))
    }
    if options.json { return try printJSON(answers) }
    for answer in answers {
      print("\(answer.file): \(answer.prediction)")
      for other in answer.prediction.candidates.dropFirst() {
        print("  \(other.label) \(percent(Double(other.probability)))")
      }
    }
  }

  private struct Answer: Encodable {
    let file: String
    let prediction: OneShotPrediction
  }
}

/// Says whether two pictures are of one class.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether two pictures are of one class; neither needs to be enrolled.")

  @Argument(help: "A picture.")
  var first: String

  @Argument(help: "Another picture.")
  var second: String

  @OptionGroup var options: ModelOptions

  func run() throws {
    let (classifier, preprocessing) = try options.load()
    let verdict = try classifier.verify(
      try picture(first, preprocessing), try picture(second, preprocessing))
    if options.json { return try printJSON(verdict) }
    print(verdict)
  }
}
