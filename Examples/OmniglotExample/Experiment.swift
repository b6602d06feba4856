import Foundation
import OneShot

/// One run: a preset, its network and the training of it.
struct Experiment {
  let preset: Preset
  let data: ExampleData
  let iterations: Int
  let batchSize: Int
  let seed: UInt64
  private(set) var trainingSeconds = 0.0
  var network: Siamese<Sequential>

  init(
    preset: Preset, data: ExampleData, iterations: Int?, batchSize: Int?, seed: UInt64
  ) throws {
    self.preset = preset
    self.data = data
    self.iterations = iterations ?? preset.iterations
    self.batchSize = batchSize ?? preset.batchSize
    self.seed = seed
    network = try preset.makeNetwork(seed: seed)
  }

  /// What `results.json` says of the run.
  var settings: [String: String] {
    var settings = preset.settings
    settings["iterations"] = "\(iterations)"
    settings["batchSize"] = "\(batchSize)"
    settings["heldOut"] = data.validation.groups.joined(separator: ", ")
    return settings
  }

  /// Trains the network and shows how it goes.
  mutating func train() throws {
    let batches = try preset.makeBatches(
      preset.prepared(data.training), size: batchSize, seed: seed)
    let watch = try Validation(data.validation, preset: preset, seed: seed)
    let interval = preset.validationInterval
    var bar = ProgressBar(total: iterations, unit: "pairs")
    var accuracy: Accuracy?
    var loss: Float = 0
    var optimizer: any Optimizer = preset.makeOptimizer(iterations: iterations)
    let start = ProcessInfo.processInfo.systemUptime
    try OneShot.train(&network, with: &optimizer, steps: iterations, seed: seed) { _ in
      try batches.next()
    } loss: { network, batch in
      batch.loss(network)
    } report: { network, step in
      loss = step.iteration == 1 ? step.loss : 0.95 * loss + 0.05 * step.loss
      if step.iteration % interval == 0 { accuracy = watch.accuracy(of: network) }
      bar.update(
        to: step.iteration, items: step.iteration * batches.pairsPerBatch,
        values: [("loss", String(format: "%.3f", loss))]
          + (accuracy.map { [("validation", $0.percentText)] } ?? []))
    }
    bar.finish()
    trainingSeconds = ProcessInfo.processInfo.systemUptime - start
  }
}

/// Tasks from the held-out alphabets, to see how training goes.
private struct Validation {
  let images: ImageDataset
  let tasks: [OneShotTask]

  init(_ dataset: ImageDataset, preset: Preset, seed: UInt64) throws {
    let size = preset.imageSize
    images = preset.prepared(dataset).resized(height: size, width: size)
    tasks = try TaskSampler(dataset, ways: 20, queries: 20, drawers: .separate)
      .tasks(10, seed: seed)
  }

  /// Accuracy in 20-way tasks within an alphabet.
  func accuracy(of network: Siamese<Sequential>) -> Accuracy {
    evaluate(SiameseScorer(network), on: tasks, of: images)
  }
}
