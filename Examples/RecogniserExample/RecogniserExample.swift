import ArgumentParser
import ExampleSupport

/// A recognizer of one's own pictures, from the folder to the answer.
@main
struct RecogniserExample: ExampleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn to compare pictures, then recognize new classes from one example each.",
    discussion: """
      A folder of pictures has a folder for each class, and may group these in folders of their own: \
      signs/stop/1.png or roads/signs/stop/1.jpg. Pictures are of any usual kind and size, \
      in color unless they are ink on paper.
      """,
    subcommands: [Train.self, Enroll.self, Classify.self, Verify.self, Evaluate.self])
}
