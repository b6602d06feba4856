import Datasets
import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct PreparedPicturesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ gray: UInt8, width: Int, to name: String) throws {
    let pixels = [UInt8](repeating: gray, count: width)
    try folder.write(
      PNG.encode(Bitmap(width: width, height: 1, pixels: pixels)), to: "tree/\(name)")
  }

  private func pictures(
    _ paths: [String], as preprocessing: ImagePreprocessing? = nil, skipsProblems: Bool = true
  ) throws -> PreparedPictures {
    try PreparedPictures(
      PictureFiles(paths.map { BytePath($0) }, in: FileTree(folder["tree"])), as: preprocessing,
      skipsProblems: skipsProblems)
  }

  @Test func theFirstReadableOneHasTheSize() throws {
    try folder.write([1], to: "tree/0")
    try write(255, width: 2, to: "1")
    try write(10, width: 3, to: "2")
    try write(0, width: 2, to: "3")
    let pictures = try pictures(["0", "1", "2", "3"])
    #expect(pictures.format.height == 1 && pictures.format.width == 2)
    #expect(pictures.readable == [1, 3] && pictures.pixels == [0, 0, 255, 255])
    #expect(pictures.problems.map(\.path) == ["0", "2"].map { "\(folder.path)/tree/\($0)" })
    #expect(pictures.problems[1].expected == "2×1 pixels like the first image")
  }

  @Test func theOrderIsThatOfThePaths() throws {
    for number in 0..<30 { try write(UInt8(number), width: 1, to: "\(number)") }
    let paths = (0..<30).map { "\(7 * $0 % 30)" }
    for preprocessing in [nil, ImagePreprocessing(height: 1, width: 1)] {
      #expect(
        try pictures(paths, as: preprocessing).pixels == (0..<30).map { UInt8(255 - 7 * $0 % 30) })
    }
  }

  @Test func whereNothingIsReadableThereIsNothing() throws {
    for name in ["0", "1"] { try folder.write([1], to: "tree/\(name)") }
    let pictures = try pictures(["0", "1"])
    #expect(pictures.readable.isEmpty && pictures.pixels.isEmpty && pictures.problems.count == 2)
    #expect(try self.pictures([]).problems.isEmpty)
  }

  @Test func theFirstProblemStopsUnlessTheyAreSkipped() throws {
    try write(1, width: 1, to: "0")
    for name in ["1", "2", "3"] { try folder.write([1], to: "tree/\(name)") }
    for preprocessing in [nil, ImagePreprocessing(height: 1, width: 1)] {
      let error = #expect(throws: FileProblem.self) {
        try pictures(["0", "1", "2", "3"], as: preprocessing, skipsProblems: false)
      }
      #expect(error?.path == "\(folder.path)/tree/1")
    }
  }
}
