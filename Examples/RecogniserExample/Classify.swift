import ArgumentParser
import ExampleSupport
import OneShot

/// Says which enrolled class each picture is of.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which enrolled class each picture is of, or that it is of none.",
    discussion: "One line for each file; one that cannot be read is named there, and is an error.")

  @Argument(help: "Pictures.")
  var files: [String]

  @Option(help: "How many of the best classes to list.")
  var top = 3

  @OptionGroup var options: ModelOptions

  func run() throws {
    let (classifier, preprocessing) = try options.load()
    if classifier.labels.isEmpty { throw ClassifierError.nothingEnrolled }
    let answers = files.map { file in
      do {
        let image = try picture(file, preprocessing)
        return Answer(
          file: file, prediction: try classifier.predict(image, top: top), error: nil)
      } catch {
        return Answer(file: file, prediction: nil, error: "\(error)")
      }
    }
    if options.json { try printJSON(answers) } else { answers.forEach { print($0) } }
    if answers.contains(where: { $0.prediction == nil }) { throw ExitCode.failure }
  }

  private struct Answer: Encodable, CustomStringConvertible {
    let file: String
    let prediction: OneShotPrediction?
    let error: String?

    var description: String {
      guard let prediction else { return error ?? file }
      let others = prediction.candidates.dropFirst().map { ", \(prediction.description(of: $0))" }
      return "\(file): \(prediction)" + others.joined()
    }
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
