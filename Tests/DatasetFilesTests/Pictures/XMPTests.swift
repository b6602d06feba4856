import Testing

@testable import DatasetFiles

@Suite struct XMPTests {
  private func orientation(_ text: String) -> Int? { XMP.orientation(in: Array(text.utf8)[...]) }

  @Test func theOrientationIsAnAttributeOrAnElement() {
    #expect(orientation("<x tiff:Orientation=\"6\"/>") == 6)
    #expect(orientation("<tiff:Orientation>3</tiff:Orientation>") == 3)
    #expect(orientation("tiff:Orientation: no, but <tiff:Orientation>8</tiff:Orientation>") == 8)
  }

  @Test func whatSaysNothingUsableIsNone() {
    for text in [
      "", "tiff:Orientation", "tiff:Orientation=", "tiff:Orientation=\"", "tiff:Orientation>",
      "tiff:Orientation=\"0\"", "tiff:Orientation=\"9\"", "tiff:Orientation 6",
    ] {
      #expect(orientation(text) == nil, "\(text)")
    }
  }
}
