// A training that can be interrupted at any moment and goes on as if nothing had happened.
//
//   swift run LongTraining             (some ten seconds)
//   swift run LongTraining runs/first  (and leaves event files there)

import Foundation
import OneShot

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (training, validation) = try glyphs.splitting(
  holdingOut: 4, using: &random)
let batches = try Batches.labeled(
  training, classes: 16, images: 4, seed: 1)
let tasks = try TaskSampler(
  validation, ways: 20, queries: 20, drawers: .separate
).tasks(trials: 200, seed: 1)

let leg = Sequential {
  for filters in [8, 16, 32] { ConvBlock(filters) }
  Flatten()
}
let untrained = try Siamese(
  leg, input: [28, 28, 1], distance: .meanSquared)

/// Ends a training whose loss has risen twice in a row.
struct Caution: Callback {
  var state: [Double] = []

  mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    state = state.suffix(2) + [run.logs[.loss] ?? 0]
    if state.count == 3 && state[0] < state[1] && state[1] < state[2] {
      run.end(.stopped("the loss rose to \(state[2])"))
    }
  }
}

func train(
  _ siamese: inout Siamese<Sequential>, epochs: Int,
  checkpoints: CheckpointFolder? = nil, callbacks: [any Callback] = []
) throws -> TrainingHistory {
  var optimizer = Adam(
    learningRate: .warmUpThenCosine(to: 0.003, over: 100))
  let plan = TrainingPlan(
    epochs: epochs, stepsPerEpoch: 25, seed: 1, checkpoints: checkpoints)
  return try fit(
    &siamese, with: &optimizer, on: batches, plan: plan,
    callbacks: callbacks
  ) { siamese, batch in
    metricLoss(siamese, batch)
  } validation: { siamese in
    [.oneShotAccuracy: Evaluation(of: siamese, on: tasks).accuracy.value]
  }
}

var siamese = untrained
let history = try train(
  &siamese, epochs: 4,
  callbacks: [
    Caution(), EarlyStopping(monitor: .oneShotAccuracy, patience: 20),
  ])
print("accuracy after each epoch:", history[.oneShotAccuracy])

let runs = CommandLine.arguments.dropFirst().first
let board =
  runs.map { URL(filePath: $0) }
  ?? FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
var watched = untrained
_ = try train(
  &watched, epochs: 2,
  callbacks: [
    TensorBoard(board, histogramsEvery: 1) { run in
      let pictures = training.images(at: [0])
      return [("training/first", 1 - pictures)]
    },
    CSVLogger(board.appending(path: "training.csv")),
  ])
if runs == nil { try FileManager.default.removeItem(at: board) }

let folder = CheckpointFolder(
  FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())"))

// The first process gets through two epochs …
var first = untrained
_ = try train(&first, epochs: 2, checkpoints: folder)

// … and the second one resumes from there, with a model of its own.
var second = untrained
_ = try train(
  &second, epochs: 4, checkpoints: folder,
  callbacks: [InterruptHandler()])

print("the same weights, bit for bit:", second.values == siamese.values)
// the same weights, bit for bit: true
try FileManager.default.removeItem(at: folder.url)
