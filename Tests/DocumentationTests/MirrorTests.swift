import Foundation
import Testing

/// Every source file has a test of its name in the folder of the same name, or stands in a list with
/// the reason why it has none.
@Suite struct MirrorTests {
  @Test func everySourceHasATest() throws {
    let tests = Set(try Package.swiftFiles(below: "Tests"))
    let sources = try Package.swiftFiles(below: "Sources")
    let untested = sources.filter { !tests.contains(Self.test(of: $0)) }
    let listed = Set(try Self.exceptions().map(\.path))
    let unlisted = untested.filter { !listed.contains($0) }
    #expect(unlisted.isEmpty, "no test and no reason: \(unlisted)")
    let stale = listed.subtracting(untested).sorted()
    #expect(stale.isEmpty, "a test or no such source, yet in the list: \(stale)")
  }

  @Test func everyExceptionHasAReason() throws {
    for exception in try Self.exceptions() { #expect(exception.reason.count > 10, "\(exception)") }
  }

  @Test func filesAndFunctionsAreShort() throws {
    for path in try Package.swiftFiles(below: "Sources") {
      let lines = try Package.text("Sources/\(path)").lines
      #expect(lines.count <= 301, "\(path) has \(lines.count) lines")
      for (name, length) in Self.functions(in: lines) {
        #expect(length <= 50, "\(path): \(name) has \(length) lines")
      }
    }
  }

  /// `Layers/Losses/TripletLoss.swift` is tested by `LayersTests/Losses/TripletLossTests.swift`.
  private static func test(of source: String) -> String {
    var parts = source.split(separator: "/").map(String.init)
    parts[0] += "Tests"
    parts[parts.count - 1] = parts[parts.count - 1].replacing(".swift", with: "Tests.swift")
    return parts.joined(separator: "/")
  }

  /// Lines like `Layers/Layer.swift: a protocol, tested by its conformances`.
  private static func exceptions() throws -> [(path: String, reason: String)] {
    try Package.text("Tests/untested.txt").lines
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { line in
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
      }
  }

  /// Functions and initializers with the number of their lines: from the line of `func` to the brace
  /// that closes it, by indentation.
  static func functions(in lines: [String]) -> [(name: String, lines: Int)] {
    lines.indices.compactMap { start in
      let line = lines[start]
      let indent = line.prefix { $0 == " " }
      let declaration = /^ *(@\w+(\(.*\))? )*(\w+ )*(func .+|init[?<(].*)/
      guard line.wholeMatch(of: declaration) != nil,
        let body = lines[start...].firstIndex(where: { $0.hasSuffix("{") || $0 == indent + "}" }),
        let end = lines[body...].firstIndex(of: indent + "}")
      else { return nil }
      return (line.trimmingCharacters(in: .whitespaces), end - start + 1)
    }
  }

  @Test func functionsAreMeasured() {
    let lines = """
      struct A {
        func short() -> Int { 1 }
        func long(
          a: Int
        ) -> Int {
          a
        }
      }
      """.lines
    let found = Self.functions(in: lines)
    #expect(found.last?.lines == 5)
  }
}
