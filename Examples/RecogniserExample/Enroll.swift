import ArgumentParser
import Basics
import ExampleSupport
import Files
import Foundation
import OneShot

/// Shows the recognizer examples of new classes.
struct Enroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remember examples of classes; nothing is trained.",
    discussion: """
      A class that is enrolled already gets more examples. Classes in groups, rail/go and road/go, are \
      called by both names. A recognizer that is not there yet begins with a network for handwriting.
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
    for path in paths where !FileManager.default.fileExists(atPath: path) {
      throw FileProblem(
        path: path, found: "nothing there", expected: "a picture or a folder of them")
    }
    try options.beginIfMissing()
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
    let classes = classifier.labels.map { ($0, classifier.shots(of: $0)) }
    if options.json { return try printJSON(Dictionary(uniqueKeysWithValues: classes)) }
    for (label, shots) in classes { print("\(label): \(counted(shots, "example"))") }
  }
}
