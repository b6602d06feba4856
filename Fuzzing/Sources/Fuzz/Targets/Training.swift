import Foundation
import OneShot

extension Target {
  /// Checkpoints, each with the checksum that it should have.
  static let checkpoint = Target(
    name: "checkpoint", longest: 4096,
    words: ["model.", "optimizer.", "callbacks.0.", "history", "\"sums\"", "1e999", "-1", "null"],
    seeds: { seeds in
      let folder = seeds.folder.appending(path: "run")
      var network = Sequential { Dense(2) }
      try network.build(for: [3])
      var optimizer = Adam()
      let plan = TrainingPlan(
        epochs: 2, stepsPerEpoch: 1, checkpoints: CheckpointFolder(folder))
      try fit(&network, with: &optimizer, plan: plan, callbacks: [EarlyStopping(monitor: .loss)]) {
        _ in
        Tensor.ones([1, 3])
      } loss: {
        $0($1).sum()
      }
      for file in try CheckpointFolder(folder).files {
        try seeds.add(Data(contentsOf: file))
      }
      try FileManager.default.removeItem(at: folder)
    },
    test: { input in
      let checkpoint = try Checkpoint(contentsOf: checked(input))
      let copy = input.file(named: "copy.safetensors")
      try checkpoint.write(to: copy)
      let read = try Checkpoint(contentsOf: copy)
      expect(read.iteration == checkpoint.iteration, "the checkpoint written and read")
      _ = checkpoint.values.paths
    })

  /// Embeddings of a byte for each number.
  static let int8 = Target(
    name: "int8", longest: 1024, words: ["values", "scales", "\"I8\"", "\"F32\"", "[0,2,3]"],
    seeds: { try Int8Embeddings(.ones([2, 3])).write(to: $0.next()) },
    test: { input in
      let rows = try Int8Embeddings(contentsOf: checked(input))
      let copy = input.file(named: "copy.safetensors")
      try rows.write(to: copy)
      expect(try Int8Embeddings(contentsOf: copy) == rows, "the embeddings written and read")
    })
}
