import Testing

/// The code that pages show is code that compiles.
@Suite struct SnippetTests {
  @Test(arguments: try Package.pages().flatMap(\.swiftBlocks))
  func everyBlockIsPartOfASnippet(_ block: CodeBlock) throws {
    let name = try #require(
      block.snippet, "\(block.place): no <!-- snippet: Name --> on the line before the block")
    let source = try Package.text("Snippets/\(name).swift").lines
    #expect(block.isPart(of: source), "\(block.place) is not in Snippets/\(name).swift")
  }

  /// DocC shows so many characters of a line without a scroll bar.
  @Test(arguments: try Package.pages().flatMap(\.swiftBlocks))
  func everyBlockFitsTheColumn(_ block: CodeBlock) {
    for line in block.lines { #expect(line.count <= 74, "\(block.place): \(line)") }
  }

  @Test func everySnippetIsShown() throws {
    let shown = Set(try Package.pages().flatMap(\.swiftBlocks).compactMap(\.snippet))
    #expect(try Package.files(in: "Snippets", ending: ".swift") == shown.sorted())
  }

  @Test func theReadmeReachesATrainedNetworkWithinFortyLines() throws {
    let readme = Page(path: "README.md", text: try Package.text("README.md"))
    let first = try #require(readme.swiftBlocks.first)
    #expect(first.lines.count <= 40)
    #expect(
      first.lines.joined(separator: "\n") + "\n"
        == (try Package.text("Snippets/FirstNetwork.swift")))
  }

  @Test func blocksAreFoundWithTheirSnippets() throws {
    let page = Page(
      path: "Page.md",
      text:
        "Text.\n\n<!-- snippet: One -->\n```swift\nlet a = 1\n\nlet b = 2\n```\n\n```swift\n```\n")
    let blocks = page.swiftBlocks
    #expect(blocks.map(\.place) == ["Page.md:4", "Page.md:10"])
    #expect(blocks.map(\.snippet) == ["One", nil])
    #expect(blocks.map(\.lines) == [["let a = 1", "", "let b = 2"], []])
  }

  @Test(arguments: [
    (["a", "b"], true), (["b", "c"], true), (["a", "c"], false), (["c", "d"], false),
    ([" a"], false), ([], false),
  ])
  func aPartIsARunOfWholeLines(_ lines: [String], _ isPart: Bool) {
    let block = CodeBlock(place: "", comment: "", lines: lines)
    #expect(block.isPart(of: ["a", "b", "c"]) == isPart)
  }
}
