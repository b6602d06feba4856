import Testing

/// Code in doc comments fits the column that DocC shows without a scroll bar.
@Suite struct DocCommentTests {
  @Test func everyLineOfCodeFitsTheColumn() throws {
    for path in try Package.swiftFiles(below: "Sources") {
      for (number, code) in Self.code(in: try Package.text("Sources/\(path)").lines) {
        #expect(code.count <= 74, "\(path):\(number): \(code)")
      }
    }
  }

  /// The lines between fences in doc comments, with their numbers in the file.
  static func code(in lines: [String]) -> [(number: Int, code: String)] {
    var isInside = false
    return lines.enumerated().compactMap { index, line in
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("///") else {
        isInside = false
        return nil
      }
      let code = String(text.dropFirst(4))
      if code.hasPrefix("```") {
        isInside.toggle()
        return nil
      }
      return isInside ? (index + 1, code) : nil
    }
  }

  @Test func codeIsFound() {
    let lines = ["/// Text", "  /// ```swift", "  /// a", "  ///   b", "  /// ```", "c"]
    let found = Self.code(in: lines)
    #expect(found.map(\.number) == [3, 4])
    #expect(found.map(\.code) == ["a", "  b"])
  }
}
