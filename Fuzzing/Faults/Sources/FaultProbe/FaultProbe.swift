import Foundation
import OneShot

/// What `run` starts again and again, with a library beneath it that makes a system call fail:
///
///     FaultProbe names
///     FaultProbe write NAME old|new FOLDER
///     FaultProbe read NAME FOLDER
///
/// The last prints `old` or `new`, whichever is there whole, and stops with an error if neither is.
@main
enum FaultProbe {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "names": print(subjects.map(\.name).joined(separator: " "))
      case "write":
        try subject(arguments[1]).write(
          arguments[2] == "new", URL(filePath: arguments[3], directoryHint: .isDirectory))
      case "read":
        let isNew = try subject(arguments[1]).isNew(
          URL(filePath: arguments[2], directoryHint: .isDirectory))
        print(isNew ? "new" : "old")
      default: throw Wrong("FaultProbe names | write NAME old|new FOLDER | read NAME FOLDER")
      }
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(3)
    }
  }

  private static func subject(_ name: String) throws -> Subject {
    guard let subject = subjects.first(where: { $0.name == name }) else {
      throw Wrong("no subject \(name)")
    }
    return subject
  }
}

/// Something that is neither the old nor the new state.
struct Wrong: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A kind of file, or folder, in two states.
struct Subject: Sendable {
  let name: String
  /// Makes the old state in an empty folder, or of the old state the new one.
  let write: @Sendable (_ isNew: Bool, _ folder: URL) throws -> Void
  /// Which state there is.
  let isNew: @Sendable (_ folder: URL) throws -> Bool

  init(
    _ name: String, write: @escaping @Sendable (Bool, URL) throws -> Void,
    isNew: @escaping @Sendable (URL) throws -> Bool
  ) {
    (self.name, self.write, self.isNew) = (name, write, isNew)
  }
}
