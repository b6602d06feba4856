import Autograd
import Basics
import Layers
import Optimizers
import Tensor

/// Trains a model for some epochs, with callbacks, validation and checkpoints.
///
/// ```swift
/// let folder = CheckpointFolder(URL(filePath: "run"))
/// let history = try fit(
///   &siamese, with: &optimizer, epochs: 200, stepsPerEpoch: 700, seed: 1,
///   callbacks: [
///     ProgressBar(total: 140_000, unit: "pairs", itemsPerStep: 128),
///     EarlyStopping(monitor: "oneShotAccuracy", patience: 20),
///     InterruptHandler(), ModelCheckpoint(in: folder),
///   ],
///   resumingFrom: folder
/// ) { step in
///   try batches.batch(at: step)
/// } loss: { siamese, batch in
///   binaryCrossEntropy(siamese(batch.left, batch.right), batch.targets)
/// } validation: { siamese in
///   ["oneShotAccuracy": evaluate(SiameseScorer(siamese), on: tasks, of: images).value]
/// }
/// ```
///
/// The loss of a step and of an epoch (their mean) are reported as `loss`, with the regularization
/// penalty, each parameter counted once, as Keras reports it.
///
/// A training that goes on from a checkpoint ends with the same weights, bit for bit, as one that was
/// never interrupted, if the batch of a step depends on its number alone. `optimizer.state.progress`
/// has the epoch, so that schedules count either.
///
/// - Parameters:
///   - model: The model; changed step by step.
///   - optimizer: Changes the model.
///   - epochs: The number of epochs at whose end the training is finished.
///   - stepsPerEpoch: The number of steps of each.
///   - seed: Determines, with the iteration, what random layers draw; default 0.
///   - callbacks: Take part in their order; default none.
///   - folder: Where to look for a checkpoint to go on from; default nowhere. Where there is none the
///     training begins from the start. Damaged files are passed over with a warning.
///   - settings: What makes the run what it is, such as its preset and data; a checkpoint of other
///     settings is refused.
///   - makeBatch: Makes the batch of a step, counted from 0 through all epochs.
///   - loss: A scalar from the model and the batch.
///   - validation: What is measured after each epoch; default nothing.
/// - Returns: What each epoch reported, and why the training ended.
/// - Throws: What the closures and callbacks throw, ``TrainingError`` where the loss is no number and
///   no callback ends the training for it, and ``FileProblem`` or ``FileProblem`` where a
///   checkpoint does not fit or cannot be written.
@discardableResult
public func fit<Model: Parameterized, Batch>(
  _ model: inout Model, with optimizer: inout some Optimizer, epochs: Int, stepsPerEpoch: Int,
  seed: UInt64 = 0, callbacks: [any Callback] = [], resumingFrom folder: CheckpointFolder? = nil,
  settings: [String: String] = [:], batch makeBatch: (Int) throws -> Batch,
  loss: (Model, Batch) throws -> Tensor, validation: (Model) throws -> Logs = { _ in [:] }
) throws -> TrainingHistory {
  require(
    epochs >= 0 && stepsPerEpoch > 0,
    "fit: expected epochs of at least one step, got \(epochs) epochs of \(stepsPerEpoch)")
  var fitting = Fitting(
    run: TrainingRun(
      epochs: epochs, stepsPerEpoch: stepsPerEpoch, seed: seed, settings: settings,
      options: optimizer.options),
    callbacks: callbacks)
  if let folder { try fitting.resume(from: folder, &model, &optimizer) }
  try fitting.call(&model, &optimizer) { try $0.trainingBegan(&$1, &$2) }
  var isNew = true
  while fitting.run.epoch < epochs && !fitting.run.isEnded {
    if fitting.run.iteration == (fitting.run.epoch + 1) * stepsPerEpoch {
      try fitting.endEpoch(&model, &optimizer, validation)
      continue
    }
    if isNew || fitting.run.iteration == fitting.run.epoch * stepsPerEpoch {
      try fitting.call(&model, &optimizer) { try $0.epochBegan(&$1, &$2) }
      isNew = false
    }
    let batch = try makeBatch(fitting.run.iteration)
    try fitting.takeStep(&model, &optimizer) { try loss($0, batch) }
  }
  fitting.run.end(.finished)
  try fitting.call(&model, &optimizer) { try $0.trainingEnded(&$1, &$2) }
  return fitting.run.history
}
