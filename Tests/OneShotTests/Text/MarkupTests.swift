import Testing

@testable import OneShot

@Suite struct MarkupTests {
  @Test func whatMeansSomethingIsWrittenOtherwise() {
    #expect(markup("<a href=\"b\">&c</a> é") == "&lt;a href=&quot;b&quot;&gt;&amp;c&lt;/a&gt; é")
    #expect(markup("a\u{1}b\u{1B}c\td") == "a\u{FFFD}b\u{FFFD}c\td")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (38_951_745, "38,951,745"), (-1234, "-1,234"),
  ])
  func thousandsAreApart(number: Int, text: String) { #expect(grouped(number) == text) }
}
