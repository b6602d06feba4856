import Testing

@testable import Training

@Suite struct JSONScannerTests {
  private func string(_ text: String) throws -> String {
    var scanner = JSONScanner(Array(text.utf8))
    let string = try scanner.scanString()
    try scanner.scanEnd()
    return string
  }

  @Test func resolvesEscapes() throws {
    #expect(try string(#""a\"\\\/\b\f\n\r\t""#) == "a\"\\/\u{8}\u{C}\n\r\t")
    #expect(try string(#""\u00e4\u20AC\ud834\uDD1E""#) == "ä€𝄞")
    #expect(try string(" \"ä€𝄞\" \n") == "ä€𝄞")
  }

  @Test(arguments: [
    #""a"#, #""\u12""#, #""\u+123""#, #""\q""#, #""\ud834""#, #""\ud834A""#, "\"\u{1}\"", "\"\" \"",
  ])
  func refusesWhatIsNoString(_ text: String) {
    #expect(throws: SafetensorsProblem.self) { try string(text) }
  }

  @Test func readsIntegers() throws {
    var scanner = JSONScanner(Array(" [ 0 , 12,9223372036854775807 ] [] ".utf8))
    #expect(try scanner.scanIntegers() == [0, 12, .max])
    #expect(try scanner.scanIntegers() == [])
    try scanner.scanEnd()
  }

  @Test(arguments: ["[01]", "[1,]", "[-1]", "[1.5]", "[1e3]", "[9223372036854775808]", "[1", "1"])
  func refusesWhatIsNoListOfIntegers(_ text: String) {
    #expect(throws: SafetensorsProblem.self) {
      var scanner = JSONScanner(Array(text.utf8))
      _ = try scanner.scanIntegers()
      try scanner.scanEnd()
    }
  }
}
