import Autograd
import Files
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct CheckpointFolderTests {
  private let problem = Problem()

  @discardableResult
  private func run(
    in folder: CheckpointFolder, epochs: Int = 2, warnings: ([String]) -> Void = { _ in }
  ) throws -> (values: ParameterValues, start: Int) {
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.1, momentum: 0.5))
    var start: (Int, [String])?
    try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(
        epochs: epochs, stepsPerEpoch: 4, checkpoints: folder, settings: ["data": "xor"]),
      callbacks: [Watcher { start = ($0.iteration, $0.warnings) }], loss: problem.loss)
    warnings(start?.1 ?? [])
    return (model.values, start?.0 ?? -1)
  }

  /// The last few are kept, found again and cleared up, whatever the folder's name.
  @Test(arguments: awkwardNames)
  func worksInFoldersOfAnyName(_ name: String) throws {
    let root = try TemporaryFolder()
    let folder = CheckpointFolder(root.url.appending(path: name), keep: 2)
    #expect(try folder.files.isEmpty && folder.latest() == nil && folder.settings == nil)
    #expect(try run(in: folder, epochs: 3).start == 0)
    let left = try root.write([1], to: "\(name)/.checkpoint-000000016.x.saving")
    #expect(try run(in: folder, epochs: 5).start == 12)
    #expect(
      try folder.files.map(\.lastPathComponent) == [
        "checkpoint-000000020.safetensors", "checkpoint-000000016.safetensors",
      ])
    #expect(!Files.exists(left))
    #expect(root.names.count == 3, "no file but the two: \(root.names)")
    #expect(try folder.settings == ["data": "xor"])
    try folder.removeAll()
    #expect(root.names == [name])
  }

  @Test func whatAnotherProcessIsWritingStays() throws {
    let root = try TemporaryFolder()
    let folder = CheckpointFolder(root.url)
    let other = try root.write([1], to: ".checkpoint-000000099.x.saving")
    let held = try LockedFile(other, O_RDWR, LOCK_EX)
    try run(in: folder)
    #expect(Files.exists(other))
    withExtendedLifetime(held) {}
  }

  /// Whatever byte is damaged, the file is refused; the one before it is used, and the user told.
  @Test func aDamagedFileIsPassedOver() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      let expected = try run(in: folder)
      let newest = try folder.files[0]
      let whole = try Data(contentsOf: newest)
      for place in stride(from: 0, to: whole.count, by: 7) {
        var damaged = whole
        damaged[place] ^= 0x10
        try damaged.write(to: newest)
        #expect(throws: FileProblem.self, "byte \(place)") { try Checkpoint(contentsOf: newest) }
      }
      try whole.prefix(whole.count / 2).write(to: newest)
      var warnings: [String] = []
      let found = try run(in: folder) { warnings = $0 }
      #expect(found.values == expected.values && found.start == 4)
      #expect(warnings.count == 1)
      #expect(warnings.first?.hasPrefix("passed over a checkpoint: ") == true)
    }
  }

  @Test func aFolderWithoutAReadableCheckpointIsAnError() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try Data("no checkpoint".utf8).write(
        to: url.appending(path: "checkpoint-000000003.safetensors"))
      #expect(throws: FileProblem.self) { try folder.latest() }
    }
  }

  @Test func aFileIsNoFolder() throws {
    let root = try TemporaryFolder()
    let folder = CheckpointFolder(try root.write([1], to: "file"))
    #expect(throws: FileProblem.self) { try folder.files }
    #expect(throws: FileProblem.self) { try run(in: folder) }
  }
}
