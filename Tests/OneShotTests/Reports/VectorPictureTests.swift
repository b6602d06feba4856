import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct VectorPictureTests {
  @Test func theFileIsTheDocument() throws {
    let chart = AccuracyChart("Methods", sampleRows("siamese", [5: 80]))
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "chart.svg")
      try chart.write(to: url)
      #expect(try String(contentsOf: url, encoding: .utf8) == chart.svg)
    }
    #expect(throws: FileProblem.self) { try chart.write(to: URL(filePath: "/nowhere/a.svg")) }
  }
}
