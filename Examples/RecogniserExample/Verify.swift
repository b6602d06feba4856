import ArgumentParser
import DatasetFiles
import OneShot

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
    let (classifier, preprocessing) = try Recognizer.load(options.model)
    let verdict = try classifier.verify(
      try ImageFolder.image(at: first, as: preprocessing),
      try ImageFolder.image(at: second, as: preprocessing))
    if options.json {
      return try printJSON(
        Answer(isSame: verdict.isSame, probability: verdict.probability, score: verdict.score))
    }
    print(verdict)
  }

  private struct Answer: Encodable {
    let isSame: Bool
    let probability: Float
    let score: Float
  }
}
