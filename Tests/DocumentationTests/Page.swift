import Foundation
import Testing

/// A page of Markdown: the README, the changelog or a page below `Documentation`.
struct Page: Sendable, CustomTestStringConvertible {
  /// The path below the root of the package.
  let path: String
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.lines
  }

  var testDescription: String { path }

  /// The blocks that open with ```` ```swift ````.
  var swiftBlocks: [CodeBlock] {
    lines.indices.filter { lines[$0] == "```swift" }.map { start in
      let code = lines[(start + 1)...].prefix { $0 != "```" }
      return CodeBlock(
        place: "\(path):\(start + 1)", comment: start > 0 ? lines[start - 1] : "",
        lines: Array(code))
    }
  }

  /// What links and images point to.
  var targets: [String] {
    let text = lines.joined(separator: "\n")
    return text.matches(of: /\]\(([^)\s]+)\)|<(doc:\w+)>/).map { String($0.1 ?? $0.2!) }
  }
}

/// A block of Swift on a page and the line before it.
struct CodeBlock: Sendable, CustomTestStringConvertible {
  /// The page and the line.
  let place: String
  let comment: String
  let lines: [String]

  var testDescription: String { place }

  /// The snippet that a comment `<!-- snippet: Name -->` before the block names.
  var snippet: String? { comment.wholeMatch(of: /<!-- snippet: (\w+) -->/).map { String($0.1) } }

  /// Whether the block is, line for line, a part of `source`; indentation counts.
  func isPart(of source: [String]) -> Bool {
    !lines.isEmpty && source.indices.contains { source[$0...].starts(with: lines) }
  }
}

/// The files of the package.
enum Package {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
  }

  /// The files of a folder with the given ending, in order of their names, without the ending.
  static func files(in folder: String, ending: String) throws -> [String] {
    let path = root.appending(path: folder).path(percentEncoded: false)
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// The Swift files below a folder, by their paths from there, in order.
  static func swiftFiles(below folder: String) throws -> [String] {
    let path = root.appending(path: folder).path(percentEncoded: false)
    return try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".swift") }.sorted()
  }

  /// The README, the changelog and all pages of `Documentation`.
  static func pages() throws -> [Page] {
    let paths = try files(in: "Documentation", ending: ".md").map { "Documentation/\($0).md" }
    return try (["README.md", "CHANGELOG.md"] + paths).map { Page(path: $0, text: try text($0)) }
  }
}

extension String {
  /// The lines, empty ones too.
  var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
