import Files
import Testing

@testable import DatasetFiles

@Suite struct ImageFolderReportTests {
  @Test func linesComeInTheOrderOfPaths() {
    let report = ImageFolder.Report([
      FileProblem(path: "b.png", found: "no image", expected: "a PNG or JPEG image"),
      FileProblem(path: "a.png", found: "2×3", expected: "3×2 pixels"),
    ])
    #expect(report.skipped.map(\.path) == ["a.png", "b.png"])
    #expect(report.skipped[0].reason == "expected 3×2 pixels, found 2×3")
    #expect(
      report.description == """
        a.png: expected 3×2 pixels, found 2×3
        b.png: expected a PNG or JPEG image, found no image
        """)
  }

  @Test func nothingSkippedIsSaid() {
    #expect(ImageFolder.Report([]).description == "nothing skipped")
  }
}
