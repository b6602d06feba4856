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

  @Test func linesOfAListComeInTheirOrder() {
    let report = ImageFolder.Report(
      [10, 9, nil].map { FileProblem(path: "a.csv", line: $0, found: "x", expected: "y") })
    #expect(report.skipped.map(\.line) == [nil, 9, 10])
    #expect(report.skipped[1].description == "a.csv:9: expected y, found x")
    #expect(report.skipped[0].description == "a.csv: expected y, found x")
  }

  @Test func whatIsCalledOtherwiseAndWhatIsIgnoredIsThere() {
    let places = ["e\u{301}", "\u{E9}"].map { name in
      PictureLayout.Place(
        path: "x", owner: .init(group: "g", name: BytePath(name)), home: "g/\(name)")
    }
    let layout = PictureLayout(
      name: "g", places: places, problems: [], ignored: ["notes"], expected: "")
    let report = ImageFolder.Report([], of: layout)
    #expect(report.ignored == ["notes"] && report.skipped.isEmpty)
    #expect(report.renamed.map(\.name) == ["\u{E9} (2)"])
    #expect(report.description == "g/é: is called é (2), as another looks the same")
  }
}
