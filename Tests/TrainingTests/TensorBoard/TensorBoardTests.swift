import Autograd
import Files
import Foundation
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct TensorBoardTests {
  private let problem = Problem()

  private func run(
    _ epochs: Int, _ callbacks: [any Callback], checkpoints: CheckpointFolder? = nil
  ) throws {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0))
    _ = try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(epochs: epochs, stepsPerEpoch: 3), callbacks: callbacks,
      loss: { _, _ in 2 }
    ) { _ in [.oneShotAccuracy: 0.25] }
  }

  /// How often the bytes of each record of the only file hold a tag.
  private func count(_ tag: String, in folder: URL) throws -> Int {
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).first)
    let file = Data(try Files.read(folder.appending(path: name)))
    let field = Data([0x0A, UInt8(tag.utf8.count)] + Array(tag.utf8))
    var (count, rest) = (0, file[...])
    while let place = rest.range(of: field) {
      count += 1
      rest = rest[place.upperBound...]
    }
    return count
  }

  @Test func eachEpochWritesItsNumbers() throws {
    let folder = try TemporaryFolder()
    try run(4, [TensorBoard(folder.url)])
    for tag in ["loss", "oneShotAccuracy", "seconds"] {
      #expect(try count(tag, in: folder.url) == 4)
    }
    #expect(try count("step/loss", in: folder.url) == 0)
  }

  @Test func stepsDistributionsAndPicturesAreWrittenIfAskedFor() throws {
    let folder = try TemporaryFolder()
    let board = TensorBoard(folder.url, stepsEvery: 2, histogramsEvery: 2) { run in
      [("picture", Tensor([Float(run.epoch) / 4], shape: [1, 1, 1]))]
    }
    try run(4, [board])
    #expect(try count("step/loss", in: folder.url) == 6)
    #expect(try count("picture", in: folder.url) == 4)
    for (path, _) in try problem.model().parameters {
      #expect(try count(path.replacing(".", with: "/"), in: folder.url) == 2)
    }
  }

  @Test func aFolderThatCannotBeMadeIsAnErrorBeforeAnyWork() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "file")
    try Files.write([1], to: file)
    #expect(throws: FileProblem.self) { try run(1, [TensorBoard(file)]) }
  }
}
