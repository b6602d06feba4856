import Files
import Foundation
import ONNXFiles
import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ExternalDataTests {
  private func entries(_ pairs: [String: String]) -> [ONNXStringStringEntryProto] {
    pairs.map { key, value in
      var entry = ONNXStringStringEntryProto()
      (entry.key, entry.value) = (key, value)
      return entry
    }
  }

  @Test func readsAPartOfAFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([1, 2, 3, 4]).write(to: folder.appending(path: "w.bin"))
    let all = try ExternalData(
      entries(["location": "w.bin", "offset": "1", "length": "2"]), count: 2)
    #expect(try all.read(in: folder) == Data([2, 3]))
    let beyond = try ExternalData(entries(["location": "w.bin", "offset": "3"]), count: 2)
    #expect(throws: GraphProblem.self) { try beyond.read(in: folder) }
    let missing = try ExternalData(entries(["location": "other.bin"]), count: 2)
    #expect(throws: GraphProblem.self) { try missing.read(in: folder) }
    // A link that leads out of the folder.
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "link"), withDestinationURL: URL(filePath: "/etc"))
    let link = try ExternalData(entries(["location": "link/hostname"]), count: 1)
    #expect(throws: GraphProblem.self) { try link.read(in: folder) }
  }

  @Test(arguments: [
    "../w.bin", "/etc/passwd", "a/../../w.bin", "", "./w.bin", "a//b", "a\0b", "../\u{301}w.bin",
    "/\u{301}w.bin",
  ])
  func refusesPlacesOutsideTheFolder(_ location: String) {
    #expect(throws: GraphProblem.self) {
      try ExternalData(entries(["location": location]), count: 2)
    }
  }

  @Test func refusesWrongNumbers() {
    for pair in [("offset", "-1"), ("offset", "x"), ("length", "3"), ("length", "-2")] {
      #expect(throws: GraphProblem.self) {
        try ExternalData(entries(["location": "w", pair.0: pair.1]), count: 2)
      }
    }
  }
}
