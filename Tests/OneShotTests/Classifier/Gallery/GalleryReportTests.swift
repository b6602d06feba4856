import Testing

@testable import OneShot

@Suite struct GalleryReportTests {
  @Test func saysWhatWasFound() {
    #expect(
      "\(GalleryReport(classes: 1, examples: 3, cutBytes: 0))" == "1 class, 3 examples")
    #expect(
      "\(GalleryReport(classes: 2, examples: 2, cutBytes: 17))"
        == "2 classes, 2 examples; the last 17 bytes, a change that was not finished, were cut off")
  }
}
