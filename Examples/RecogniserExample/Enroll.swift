import ArgumentParser
import ExampleSupport
import OneShot

/// Shows the recognizer examples of new classes.
struct Enroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remember examples of classes; nothing is trained.",
    discussion: """
      A class that is enrolled already gets more examples. Classes in groups, rail/go and road/go, are \
      called by both names.
      """)

  @Argument(help: "A folder with a folder for each class, or with --label pictures of that class.")
  var paths: [String]

  @Option(help: "The class of the pictures.")
  var label: String?

  @Option(help: "The most pictures of a class to take from a folder; by default all.")
  var shots: Int?

  @OptionGroup var options: ModelOptions

  func validate() throws { try requirePositive(shots, "--shots") }

  func run() throws {
    let classifier = try OneShotClassifier.update(options.url) { classifier in
      let preprocessing = try options.preprocessing(of: classifier)
      for path in paths {
        if let label {
          try classifier.enroll(label, try picture(path, preprocessing))
        } else {
          try classifier.enroll(try pictures(in: path, preprocessing), shots: shots ?? .max)
        }
      }
      return classifier
    }
    let classes = classifier.labels.map { (label: $0, examples: classifier.shots(of: $0)) }
    if options.json {
      return try printJSON(Dictionary(classes.map { ($0.label, $0.examples) }) { $1 })
    }
    for entry in classes {
      print("\(entry.label): \(entry.examples) example\(entry.examples == 1 ? "" : "s")")
    }
  }
}
