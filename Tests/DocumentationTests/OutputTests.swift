import Foundation
import Testing

/// What pages show as printed is what the snippets print: `Scripts/check-outputs.sh` runs them and
/// names the folder of their outputs in `ONESHOT_OUTPUTS`.
@Suite struct OutputTests {
  static let folder = ProcessInfo.processInfo.environment["ONESHOT_OUTPUTS"]

  @Test(.enabled(if: folder != nil, "Scripts/check-outputs.sh runs the snippets for it"))
  func everyShownLineIsPrinted() throws {
    let printed = try Self.outputs().values.flatMap { $0 }
    let skeletons = Dictionary(grouping: printed.map(OutputLine.init), by: \.skeleton)
    for page in try Package.pages() {
      for (place, text) in page.shownOutput {
        let line = OutputLine(text)
        let isPrinted = skeletons[line.skeleton, default: []].contains(where: line.agrees)
        #expect(isPrinted, "\(place) is printed by no snippet: \(text)")
      }
    }
  }

  /// A paragraph after `<!-- from: Name -->` speaks of figures that the snippet prints.
  @Test(.enabled(if: folder != nil, "Scripts/check-outputs.sh runs the snippets for it"))
  func figuresInProseArePrinted() throws {
    let outputs = try Self.outputs()
    for page in try Package.pages() {
      for claim in page.claims {
        let printed = try #require(outputs[claim.snippet], "\(claim.place): no \(claim.snippet)")
        let numbers = Set(printed.flatMap { OutputLine($0).numbers })
        for number in claim.figures {
          let isPrinted = numbers.contains { OutputLine.agree(number, $0) }
          #expect(isPrinted, "\(claim.place): \(claim.snippet) prints no \(number)")
        }
      }
    }
  }

  private static func outputs() throws -> [String: [String]] {
    let folder = URL(filePath: try #require(folder), directoryHint: .isDirectory)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try Dictionary(
      uniqueKeysWithValues: files.map {
        (
          $0.deletingPathExtension().lastPathComponent,
          try String(contentsOf: $0, encoding: .utf8).lines
        )
      })
  }

  @Test(arguments: [
    ("78.8 % ± 4.0 (315 of 400)", "78.7 % ± 4.0 (314 of 400)", true),
    ("78.8 % ± 4.0 (315 of 400)", "78.0 % ± 4.0 (312 of 400)", false),
    ("loss 0.412, step 3", "loss 0.413, step 3", true), ("a 1", "b 1", false),
    ("Tensor[3] [2.0, 4.0]", "Tensor[3] [2.0, 4.0]", true), ("1e-05", "2e-05", false),
  ])
  func linesAgreeUpToTheLastDigit(_ shown: String, _ printed: String, _ agree: Bool) {
    let (shown, printed) = (OutputLine(shown), OutputLine(printed))
    #expect((shown.skeleton == printed.skeleton && shown.agrees(with: printed)) == agree)
  }
}

/// A line of output, taken apart into its numbers and the rest.
struct OutputLine {
  let skeleton: String
  let numbers: [String]

  init(_ text: String) {
    let pattern = /\d+(\.\d+)?/
    numbers = text.matches(of: pattern).map { String($0.0) }
    skeleton = text.replacing(pattern, with: "#")
  }

  func agrees(with other: OutputLine) -> Bool {
    numbers.count == other.numbers.count && zip(numbers, other.numbers).allSatisfy(Self.agree)
  }

  /// Whether two numbers differ by one in the last digit shown at most: on another processor sums may
  /// be rounded in another way.
  static func agree(_ shown: String, _ printed: String) -> Bool {
    if shown == printed { return true }
    let places = shown.split(separator: ".").dropFirst().first?.count ?? 0
    guard let a = Double(shown), let b = Double(printed), shown.contains(".") || a > 20 else {
      return false
    }
    return abs(a - b) <= 1.01 * pow(10, -Double(places))
  }
}

extension Page {
  /// Lines of blocks without a language, less those of a shell; in the changelog, its comments.
  var shownOutput: [(place: String, text: String)] {
    var kind = ""
    var isInside = false
    return lines.enumerated().compactMap { number, line in
      if line.hasPrefix("```") {
        isInside.toggle()
        kind = isInside ? String(line.dropFirst(3)) : ""
        return nil
      }
      let place = "\(path):\(number + 1)"
      if isInside && kind.isEmpty && !line.hasPrefix("$ ") { return (place, line) }
      let isComment = path == "CHANGELOG.md" && isInside && line.hasPrefix("// ")
      return isComment ? (place, String(line.dropFirst(3))) : nil
    }
  }

  /// Figures with a percent sign in the paragraphs after `<!-- from: Name -->`.
  var claims: [(place: String, snippet: String, figures: [String])] {
    lines.indices.compactMap { index in
      guard let name = lines[index].wholeMatch(of: /<!-- from: (\w+) -->/)?.1 else { return nil }
      let text = lines[(index + 1)...].drop { $0.isEmpty }.prefix { !$0.isEmpty }
      let figures = text.joined(separator: " ").matches(of: /(\d+\.\d+) %/).map { String($0.1) }
      return ("\(path):\(index + 1)", String(name), figures)
    }
  }
}
