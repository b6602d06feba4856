import ArgumentParser
import Files
import Foundation
import OneShot

/// A command of an example: its errors are one line each, and an interrupted run says how to go on.
public protocol ExampleCommand: ParsableCommand {}

extension ExampleCommand {
  /// Runs the command that the arguments name.
  public static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
      // What was printed may still be on its way, to a disk that is full.
      if fflush(nil) != 0 {
        throw FileProblem(
          path: "standard output", found: String(cString: strerror(errno)),
          expected: "a stream that can be written")
      }
    } catch let interruption as Interruption {
      warn("\(interruption)")
      Foundation.exit(interruption.exitCode)
    } catch let code as ExitCode {
      // What went wrong has been said.
      Foundation.exit(code.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess || error is CleanExit { exit(withError: error) }
      warn("error: \(message(for: error))")
      Foundation.exit(code.rawValue)
    }
  }
}

/// A signal ended the training; what was learned is saved.
public struct Interruption: Error, CustomStringConvertible {
  private let reason: String
  private let command: [String]

  /// - Parameter command: What goes on with the run.
  public init(_ reason: String, goOnWith command: [String]) {
    self.reason = reason
    self.command = command
  }

  /// What a shell says of a process that such a signal ended: 128 and the number of the signal.
  var exitCode: Int32 {
    let number = ["SIGHUP": SIGHUP, "SIGTERM": SIGTERM][reason] ?? SIGINT
    return 128 + number
  }

  /// The reason, and a line that can be pasted into a shell.
  public var description: String {
    let line = shellLine(command)
    return "Interrupted by \(reason); what was learned is saved. Go on with:\n\(line)"
  }
}

/// Words as a line that can be pasted into a shell.
public func shellLine(_ words: [String]) -> String {
  words.map(quotedForShell).joined(separator: " ")
}

/// The command that runs an example as this process runs it.
///
/// - Parameter arguments: Default nil: those of this process.
public func commandLine(_ example: String, _ arguments: [String]? = nil) -> String {
  let words = (arguments ?? Array(CommandLine.arguments.dropFirst())).filter { $0 != "--resume" }
  return shellLine(["swift", "run", example] + words)
}

/// A part of 1 in percent.
public func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }

private func quotedForShell(_ word: String) -> String {
  let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:=".contains($0) }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
}

/// Throws unless the value of an option is positive.
public func requirePositive(_ value: Int?, _ option: String) throws {
  if let value, value < 1 {
    throw ValidationError("\(option): found \(value), expected a positive number")
  }
}

/// Writes a line to the standard error.
public func warn(_ line: String) { StandardError.write(line + "\n") }

/// A value as JSON for people: on many lines, its keys in order; what is no number is a string, for JSON
/// has no infinity.
public func json(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return try encoder.encode(value)
}

/// Prints a value as JSON.
public func printJSON(_ value: some Encodable) throws {
  print(String(decoding: try json(value), as: UTF8.self))
}
