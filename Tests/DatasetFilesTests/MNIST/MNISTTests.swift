import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct MNISTTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(labels: [UInt8], images: Int = 3) throws {
    let pixels = (0..<images * 4).map { UInt8($0) }
    try folder.write(
      [0, 0, 8, 3, 0, 0, 0, UInt8(images), 0, 0, 0, 2, 0, 0, 0, 2] + pixels,
      to: "train-images-idx3-ubyte")
    try ArchiveWriting.gzip(
      [0, 0, 8, 1, 0, 0, 0, UInt8(labels.count)] + labels,
      to: folder["train-labels-idx1-ubyte.gz"])
  }

  @Test func digitsAreClasses() throws {
    try write(labels: [7, 0, 7])
    let data = try MNIST.load(.training, in: folder.url)
    #expect(data.name == "MNIST (training)")
    #expect(data.imageShape == [2, 2, 1])
    #expect(data.groups == ["digits"])
    #expect(data.classes.map(\.name) == (0..<10).map(String.init))
    #expect(data.classes[7].images == [0, 2] && data.classes[0].images == [1])
    #expect(data.pixels == Array(0..<12))
  }

  @Test func labelsMustFitTheImages() throws {
    try write(labels: [7, 0])
    let error = #expect(throws: FileProblem.self) { try MNIST.load(.training, in: folder.url) }
    #expect(error?.found == "2 labels")
    try write(labels: [7, 0, 10])
    let other = #expect(throws: FileProblem.self) { try MNIST.load(.training, in: folder.url) }
    #expect(other?.found == "a label 10")
  }

  @Test func aMissingFileIsNamed() throws {
    try write(labels: [7, 0, 7])
    let error = #expect(throws: FileProblem.self) { try MNIST.load(.test, in: folder.url) }
    #expect(
      error?.description == "\(folder.path)/t10k-images-idx3-ubyte: expected this file or "
        + "t10k-images-idx3-ubyte.gz, found neither")
  }
}
