import Autograd
import Files
import Foundation
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct CheckpointTests {
  private let problem = Problem()

  @discardableResult
  private func run(
    in folder: CheckpointFolder, epochs: Int = 2, stepsPerEpoch: Int = 3, seed: UInt64 = 1,
    settings: [String: String] = ["data": "xor"], units: Int = 6,
    optimizer rule: any Optimizer = SGD(learningRate: 0.1, momentum: 0.5),
    callbacks: [any Callback] = [], warnings: (([String]) -> Void)? = nil
  ) throws -> Sequential {
    var model = Sequential {
      Dense(units, activation: .tanh)
      Dense(1, activation: .sigmoid)
    }
    try model.build(for: [2], seed: 3)
    var rule = rule
    try fit(
      &model, with: &rule, epochs: epochs, stepsPerEpoch: stepsPerEpoch, seed: seed,
      callbacks: callbacks + [Warnings(show: warnings), ModelCheckpoint(in: folder)],
      resumingFrom: folder, settings: settings, batch: problem.noise, loss: problem.loss)
    return model
  }

  /// Passes on the warnings of a run.
  private struct Warnings: Callback {
    let show: (([String]) -> Void)?
    mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      show?(run.warnings)
    }
  }

  @Test func theLastFewAreKept() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url, keep: 2)
      try run(in: folder, epochs: 4)
      #expect(
        folder.files.map(\.lastPathComponent) == [
          "checkpoint-000000012.safetensors", "checkpoint-000000009.safetensors",
        ])
      let (latest, refused) = try #require(try folder.latest())
      #expect(latest.iteration == 12 && latest.epoch == 4 && refused.isEmpty)
      #expect(latest.settings == ["data": "xor"])
    }
  }

  @Test func aCheckpointOfAnotherRunIsRefusedWithItsReason() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      try run(in: folder)
      func refusal(_ body: () throws -> Void) -> String? {
        #expect(throws: FileProblem.self, performing: body)?.description
          .replacing(url.path(percentEncoded: false), with: "run")
      }
      #expect(
        refusal { try run(in: folder, seed: 2) }
          == "run: expected the seed 2, found a checkpoint of another run, with the seed 1")
      #expect(
        refusal { try run(in: folder, settings: ["data": "other"]) }
          == "run: expected the setting data other, found a checkpoint of another run, with the "
          + "setting data xor")
      #expect(
        refusal { try run(in: folder, stepsPerEpoch: 4) }?.contains("steps per epoch 4") == true)
      #expect(
        refusal { try run(in: folder, units: 7) }
          == "run: expected a parameter 0.weight of shape [2, 7], found a checkpoint of another "
          + "run, with a parameter 0.weight of shape [2, 6]")
      #expect(
        refusal { try run(in: folder, optimizer: Adam(learningRate: 0.1)) }?
          .contains("an optimizer Adam") == true)
      #expect(
        refusal { try run(in: folder, callbacks: [EarlyStopping(monitor: "loss")]) }?
          .contains("callbacks EarlyStopping") == true)
    }
  }

  /// Whatever byte is damaged, the file is refused; the one before it is used, and the user told.
  @Test func aDamagedFileIsPassedOver() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      let expected = try run(in: folder)
      let newest = folder.files[0]
      let whole = try Data(contentsOf: newest)
      for place in stride(from: 0, to: whole.count, by: 7) {
        var damaged = whole
        damaged[place] ^= 0x10
        try damaged.write(to: newest)
        #expect(throws: (any Error).self, "byte \(place)") { try Checkpoint(contentsOf: newest) }
      }
      try whole.prefix(whole.count / 2).write(to: newest)
      var warnings: [String] = []
      let found = try run(in: folder) { warnings = $0 }
      #expect(found.parameters.map(\.parameter.value) == expected.parameters.map(\.parameter.value))
      #expect(warnings.count == 1)
      #expect(warnings.first?.hasPrefix("passed over a checkpoint: ") == true)
    }
  }

  @Test func aFolderWithoutAReadableCheckpointIsAnError() throws {
    try inTemporaryFolder { url in
      let folder = CheckpointFolder(url)
      #expect(try folder.latest() == nil)
      try Data("no checkpoint".utf8).write(
        to: url.appending(path: "checkpoint-000000003.safetensors"))
      #expect(throws: FileProblem.self) { try folder.latest() }
    }
  }

  @Test func aForeignFileIsRefused() throws {
    try inTemporaryFolder { url in
      let file = url.appending(path: "weights.safetensors")
      try Safetensors([("a", Tensor(1))]).write(to: file)
      let error = #expect(throws: FileProblem.self) { try Checkpoint(contentsOf: file) }
      #expect(error?.found == "a file without a format")
    }
  }
}
