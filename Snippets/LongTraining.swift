// A training that can be interrupted at any moment and goes on as if nothing had happened.
//
//   swift run LongTraining  (some ten seconds)

import Foundation
import OneShot

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (training, validation) = try glyphs.splitting(holdingOut: 4, using: &random)
let sampler = try ClassBatchSampler(training, classes: 16, images: 4)
let tasks = try TaskSampler(validation, ways: 20, queries: 20, drawers: .separate)
  .tasks(10, seed: 1)

let leg = Sequential {
  for filters in [8, 16, 32] {
    Conv2D(filters, kernel: 3, padding: .same, weightInitializer: .heNormal)
    BatchNorm(momentum: 0.9)
    Activation.relu
    MaxPool2D()
  }
  Flatten()
}
let head = Dense(1, activation: .sigmoid, weightInitializer: .constant(-5))
let untrained = try Siamese(leg, input: [28, 28, 1], distance: .meanSquared, head: head)

/// Ends a training whose loss has risen twice in a row.
struct Caution: Callback {
  private var losses: [Double] = []

  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    losses = losses.suffix(2) + [run.logs["loss"] ?? 0]
    if losses.count == 3 && losses == losses.sorted() && losses[0] < losses[1] {
      run.end(.stopped("the loss rose to \(losses[2])"))
    }
  }
}

// What a step learns from depends on its number alone.
func batch(at step: Int) -> ClassBatch {
  var random = SeededGenerator(seed: 2, "batches", step)
  return sampler.batch(using: &random)
}

func train(
  _ siamese: inout Siamese<Sequential>, epochs: Int, callbacks: [any Callback],
  resumingFrom folder: CheckpointFolder? = nil
) throws -> TrainingHistory {
  var optimizer = Adam(learningRate: .cosine(from: 0.003, to: 0.0001, over: 100))
  return try fit(
    &siamese, with: &optimizer, epochs: epochs, stepsPerEpoch: 25, seed: 1, callbacks: callbacks,
    resumingFrom: folder
  ) { step in
    batch(at: step)
  } loss: { siamese, batch in
    let embeddings = siamese.embed(training.images(at: batch.images))
    let logits = siamese.logits(embeddings: embeddings, with: embeddings)
    return supervisedContrastiveLoss(logits, labels: batch.labels)
  } validation: { siamese in
    ["oneShotAccuracy": evaluate(SiameseScorer(siamese), on: tasks, of: validation).value]
  }
}

var siamese = untrained
let history = try train(
  &siamese, epochs: 4,
  callbacks: [TerminateOnNaN(), Caution(), EarlyStopping(monitor: "oneShotAccuracy", patience: 20)])
print("accuracy after each epoch:", history["oneShotAccuracy"])

let folder = CheckpointFolder(
  FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())"), keep: 2)

// The first process gets through two epochs …
var first = untrained
_ = try train(&first, epochs: 2, callbacks: [ModelCheckpoint(in: folder)])

// … and the second one goes on from its last checkpoint, with a model of its own.
var second = untrained
_ = try train(
  &second, epochs: 4, callbacks: [ModelCheckpoint(in: folder), InterruptHandler()],
  resumingFrom: folder)

let isSame = zip(second.parameters, siamese.parameters).allSatisfy {
  $0.parameter.value == $1.parameter.value
}
print("the same weights, bit for bit:", isSame)
