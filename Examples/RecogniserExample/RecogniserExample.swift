import ArgumentParser
import Foundation

/// A recognizer of one's own pictures, from the folder to the answer.
@main
struct RecogniserExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "RecogniserExample",
    abstract: "Learn to compare pictures, then recognize new classes from one example each.",
    discussion: """
      A folder of pictures has a folder for each class, and may group these in folders of their own: \
      signs/stop/1.png or roads/signs/stop/1.jpg. Pictures are PNG or JPEG, of any size.
      """,
    subcommands: [Train.self, Enroll.self, Classify.self, Verify.self, Evaluate.self])

  /// Prints an error as one line and exits with its code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess || error is CleanExit { exit(withError: error) }
      warn("error: \(message(for: error))")
      Foundation.exit(code.rawValue)
    }
  }
}

/// The file of the recognizer, which all commands share.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The recognizer's file.", valueName: "file"))
  var model = "recognizer.safetensors"

  @Flag(help: "Print JSON.")
  var json = false
}
