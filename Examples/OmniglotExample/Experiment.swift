import Foundation
import OneShot

/// One run: a preset, its network and the training of it.
struct Experiment {
  let name: PresetName
  let preset: any Preset
  let data: ExampleData
  let iterations: Int
  let batchSize: Int
  let seed: UInt64
  private(set) var trainingSeconds = 0.0
  var network: Siamese<Sequential>

  init(
    _ name: PresetName, _ variation: Variation, data: ExampleData, iterations: Int?,
    batchSize: Int?, seed: UInt64
  ) throws {
    self.name = name
    self.data = data
    preset = name.preset(variation)
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
    settings["heldOut"] = data.validation?.groups.joined(separator: ", ") ?? "none"
    return settings
  }

  /// Trains the network, shows how it goes and saves where it stands; goes on where a run stopped.
  ///
  /// - Throws: ``Interruption`` where a signal ended it early.
  mutating func train(in folder: OutputFolder, resuming: Bool) throws {
    let checkpoints = CheckpointFolder(folder.checkpoints, keep: 2)
    if resuming && checkpoints.files.isEmpty { throw NothingToResume(path: folder.checkpoints) }
    if !resuming { try folder.removeCheckpoints() }
    let epochs = max(1, iterations / preset.stepsPerEpoch)
    let stepsPerEpoch = (iterations + epochs - 1) / epochs
    let batches = try preset.makeBatches(
      preset.prepared(data.training), size: batchSize, seed: seed)
    let watch = try data.validation.map { try Validation($0, preset: preset, seed: seed) }
    var optimizer: any Optimizer = preset.makeOptimizer(iterations: iterations)
    var callbacks: [any Callback] = [
      Stopwatch(),
      ProgressBar(
        total: epochs * stepsPerEpoch, unit: "pairs", itemsPerStep: batches.itemsPerStep),
      CSVLogger(folder.log),
    ]
    if let patience = preset.patience, watch != nil {
      callbacks.append(EarlyStopping(monitor: Validation.accuracyName, patience: patience))
    }
    callbacks += [
      TerminateOnNaN(), InterruptHandler(), ModelCheckpoint(in: checkpoints),
    ]
    var run = settings
    run["preset"] = name.rawValue
    run["data"] = data.name
    let history = try fit(
      &network, with: &optimizer, epochs: epochs, stepsPerEpoch: stepsPerEpoch, seed: seed,
      callbacks: callbacks, resumingFrom: resuming ? checkpoints : nil, settings: run
    ) { step in
      try batches.batch(at: step)
    } loss: { network, batch in
      batch.loss(network)
    } validation: { network in
      watch?.logs(of: network) ?? [:]
    }
    try folder.write(history, of: "\(name.rawValue), \(data.name)")
    trainingSeconds = history.epochs.last?.logs[Stopwatch.name] ?? 0
    if case .interrupted(let signal) = history.ending { throw Interruption(signal: signal) }
  }
}

/// A signal ended the training; it can go on.
struct Interruption: Error {
  let signal: String
}

/// There is no run to go on with.
struct NothingToResume: Error, CustomStringConvertible {
  let path: URL

  var description: String {
    "--resume: expected checkpoints in \(path.path(percentEncoded: false)), found none"
  }
}

/// Tasks and pairs from the held-out alphabets, to see how training goes.
struct Validation {
  static let accuracyName = "oneShotAccuracy"
  static let verificationName = "verificationAccuracy"
  private let images: ImageDataset
  private let tasks: [OneShotTask]
  private let pairs: PairBatch

  /// 320 trials of 20-way tasks within an alphabet, as many as in Koch et al. 2015, and 1000 pairs.
  init(_ dataset: ImageDataset, preset: any Preset, seed: UInt64) throws {
    let size = preset.imageSize
    images = preset.prepared(dataset).resized(height: size, width: size)
    tasks = try TaskSampler(dataset, ways: 20, queries: 20, drawers: .separate)
      .tasks(16, seed: seed)
    var random = SeededGenerator(seed: seed)
    pairs = try PairSampler(dataset, balance: .alphabets).batch(1000, using: &random)
  }

  func logs(of network: Siamese<Sequential>) -> Logs {
    let scorer = SiameseScorer(network)
    return [
      Self.accuracyName: evaluate(scorer, on: tasks, of: images).value,
      Self.verificationName: verify(scorer, on: pairs, of: images).accuracy(threshold: 0).value,
    ]
  }
}
