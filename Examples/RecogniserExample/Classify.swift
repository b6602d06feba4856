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
      let image = try readPicture(file, preprocessing)
      return (file: file, prediction: try classifier.predict(image, top: top))
    }
    if options.json { return try printJSON(answers.map(Answer.init)) }
    for (file, prediction) in answers {
      print("\(file): \(prediction)")
      for other in prediction.candidates.dropFirst() {
        print("  \(other.label) \(percent(Double(other.probability)))")
      }
    }
  }

  private struct Answer: Encodable {
    struct Candidate: Encodable {
      let label: String
      let probability: Float
      let score: Float
      let verification: Float
    }

    let file: String
    let label: String?
    let candidates: [Candidate]

    init(_ answer: (file: String, prediction: OneShotPrediction)) {
      file = answer.file
      label = answer.prediction.label
      candidates = answer.prediction.candidates.map {
        Candidate(
          label: $0.label, probability: $0.probability, score: $0.score,
          verification: $0.verification)
      }
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
      try readPicture(first, preprocessing), try readPicture(second, preprocessing))
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
