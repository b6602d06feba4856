import ArgumentParser
import DatasetFiles
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
    let (classifier, preprocessing) = try Recognizer.load(options.model)
    let answers = try files.map { file in
      let image = try ImageFolder.image(at: file, as: preprocessing)
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
