import Foundation

/// A format whose reader is tried on inputs that no writer made.
struct Target: Sendable {
  /// What `--target` calls it.
  let name: String
  /// The most bytes that an input has; faults are found sooner in short ones.
  var longest = 4096
  /// Words of the format, which the fuzzer puts into inputs; a character up to U+00FF is a byte.
  var words: [String] = []
  /// Inputs to begin with: files that the format's reader takes.
  let seeds: @Sendable (inout Seeds) throws -> Void
  /// Reads an input, and uses what was read. Errors are what a reader should throw; whatever stops the
  /// program, takes too much memory or takes too long is a finding.
  let test: @Sendable (Input) throws -> Void
}

/// What the fuzzer made.
struct Input {
  let bytes: [UInt8]
  /// A folder in memory.
  let folder: URL

  /// A file with the input's bytes, for what is read from files alone; the next input overwrites it.
  func file(ending: String) throws -> URL {
    try Data(bytes).written(to: folder.appending(path: "input.\(ending)"))
  }

  /// Where the test may write a file; the next input overwrites it.
  func file(named name: String) -> URL { folder.appending(path: name) }
}

extension Data {
  fileprivate func written(to url: URL) throws -> URL {
    try write(to: url)
    return url
  }
}

/// Stops the program if what was read is not what it should be.
func expect(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file,
  line: UInt = #line
) {
  if !condition { fatalError("not as it should be: \(message())", file: file, line: line) }
}
