import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct OmniglotRunsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func number(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Twenty runs of one-pixel images; test item i of run r belongs to class i + r.
  private func runs() throws -> [String: [UInt8]] {
    let images = try (0..<40).map {
      try PNG.encode(Bitmap(width: 1, height: 1, pixels: [UInt8(255 - $0)]))
    }
    var files: [String: [UInt8]] = [:]
    for run in 1...20 {
      let name = "run\(number(run))"
      var labels = ""
      for item in 1...20 {
        files["\(name)/training/class\(number(item)).png"] = images[item - 1]
        files["\(name)/test/item\(number(item)).png"] = images[item + 19]
        let answer = (item + run) % 20 + 1
        labels +=
          "\(name)/test/item\(number(item)).png \(name)/training/class\(number(answer)).png\n"
      }
      files["\(name)/class_labels.txt"] = Array(labels.utf8)
    }
    return files
  }

  private func zip(_ files: [String: [UInt8]]) throws -> URL {
    let path = folder["runs.zip"]
    try ArchiveWriting.zip(files.map { .file($0.key, $0.value) }, to: path)
    return path
  }

  private func check(_ set: TaskSet) {
    #expect(set.count == 20 && set.dataset.count == 800)
    #expect(set.tasks.allSatisfy { $0.ways == 20 && $0.shots == 1 && $0.queries.count == 20 })
    #expect(set.tasks[3].answers == (1...20).map { ($0 + 4) % 20 })
    #expect(set.tasks[3].support == (0..<20).map { [120 + $0] })
    #expect(set.tasks[3].queries == Array(140..<160))
    #expect(set.dataset.pixels == (0..<800).map { UInt8($0 % 40) })
    #expect(set.dataset.groups[3] == "run04")
    #expect(set.dataset.classes[65].name == "class06")
    // Item 1 of the fourth run shows its class 6.
    #expect(set.dataset.classes[65].images == [125, 140])
  }

  @Test func supportAndQueriesComeAsTheyAreStored() throws {
    check(try Omniglot.runs(at: zip(runs())))
  }

  @Test func unpackedRunsAreTheSame() throws {
    for (path, file) in try runs() { try folder.write(file, to: "a/all_runs/\(path)") }
    check(try Omniglot.officialRuns(in: folder["a"]))
    check(try Omniglot.officialRuns(in: folder["a/all_runs"]))
    try folder.write([1], to: "b/python/read.me")
    try Files.move(
      folder["a/all_runs"], to: folder["b/python/one-shot-classification"])
    check(try Omniglot.officialRuns(in: folder["b"]))
  }

  @Test(arguments: [
    "run07/class_labels.txt", "run20/test/item20.png", "run01/training/class01.png",
  ])
  func aMissingFileIsNamed(name: String) throws {
    var files = try runs()
    files[name] = nil
    let path = try zip(files)
    let error = #expect(throws: FileProblem.self) { try Omniglot.runs(at: path) }
    #expect(error?.path == path.relativePath && error?.found == "no file \(name)")
  }

  @Test func labelsThatSayNothingAreNamed() throws {
    var files = try runs()
    files["run02/class_labels.txt"] = Array("run02/test/item01.png run02/training/none.png".utf8)
    let path = try zip(files)
    let error = #expect(throws: FileProblem.self) { try Omniglot.runs(at: path) }
    #expect(error?.path == "\(path.relativePath)/run02/class_labels.txt")
    #expect(error?.found == "the line 'run02/test/item01.png run02/training/none.png'")
    files["run02/class_labels.txt"] = Array("run02/test/item01.png run02/training/class03.png".utf8)
    let other = #expect(throws: FileProblem.self) { try Omniglot.runs(at: zip(files)) }
    #expect(other?.found == "labels of 1 images")
  }
}

@Suite(.enabled(if: realData != nil, "ONESHOT_DATA names no folder with Omniglot"))
struct OmniglotOriginalRunsTests {
  @Test func theOriginalHasFourHundredTrials() throws {
    let runs = try Omniglot.officialRuns(in: #require(realData))
    #expect(runs.count == 20 && runs.dataset.count == 800)
    #expect(runs.dataset.imageShape == [105, 105, 1])
    // The first lines of run01/class_labels.txt name the classes 8, 9 and 2.
    #expect(Array(runs.tasks[0].answers.prefix(3)) == [7, 8, 1])
    #expect(runs.tasks.allSatisfy { Set($0.answers).count == 20 })
  }

  @Test func noneOfTheirAlphabetsIsInASmallSet() throws {
    let names = Omniglot.officialAlphabets
    #expect(Set(names).count == 10 && names == names.sorted())
    let known = try Omniglot.load([.small1, .small2], in: #require(realData)).groups
    #expect(Set(known).isDisjoint(with: names))
  }
}
