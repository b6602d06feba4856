import DatasetFiles
import Distributed
import ExampleSupport
import Foundation
import OneShot

extension OmniglotExample {
  /// Trains the network of a recipe, watched on the held-out alphabets.
  ///
  /// - Returns: What each epoch reported.
  /// - Throws: `Interruption` if a signal ended it early.
  func train(
    _ network: inout Siamese<Sequential>, by recipe: some SiameseRecipe, on data: ExampleData,
    in folder: RunFolder, settings: [String: String]
  ) throws -> TrainingHistory {
    var callbacks: [any Callback] = [
      ProgressBar(unit: "items"), CSVLogger(folder.file("training.csv")), TerminateOnNaN(),
      InterruptHandler(),
    ]
    if let patience = recipe.patience, data.validation != nil {
      callbacks.append(EarlyStopping(monitor: .oneShotAccuracy, patience: patience))
    }
    let history = try train(
      &network, by: recipe, on: data, with: try sharing.group(), settings: settings,
      checkpoints: folder.checkpoints(), callbacks: callbacks)
    try folder.write(history)
    try folder.check(history, "OmniglotExample", "--output", folder.path)
    if case .stopped(let reason) = history.ending { warn("The training ended early: \(reason)") }
    return history
  }

  /// Takes part in the work of the first process of a group, which has the callbacks and the files.
  func help(_ group: DistributedGroup) throws {
    let data = try loadData(with: group)
    let suite = try data.suite(mnist: mnist.map { URL(filePath: $0) }, seed: seed)
    func help(by recipe: some SiameseRecipe) throws {
      var network = try recipe.network(seed: seed)
      let history = try train(
        &network, by: recipe, on: data, with: group, settings: [:],
        checkpoints: CheckpointFolder(URL(filePath: options.output)),
        callbacks: [InterruptHandler()])
      if case .interrupted = history.ending { return }
      _ = try evaluations(of: network, recipe, on: images(of: suite, for: recipe), by: group)
    }
    try help(by: recipe)
  }

  /// Training by a recipe, of this process alone or of all of a group.
  private func train(
    _ network: inout Siamese<Sequential>, by recipe: some SiameseRecipe, on data: ExampleData,
    with group: DistributedGroup?, settings: [String: String], checkpoints: CheckpointFolder,
    callbacks: [any Callback]
  ) throws -> TrainingHistory {
    let watch = try data.validation.map {
      try OneShotValidation(on: recipe.images(of: $0), drawers: .separate, seed: seed)
    }
    let plan = TrainingPlan(
      steps: recipe.steps, stepsPerEpoch: min(recipe.stepsPerEpoch, recipe.steps), seed: seed,
      checkpoints: checkpoints, resumes: resume, settings: settings, shards: sharing.shardCount,
      group: group)
    return try recipe.train(
      &network, on: data.training, plan: plan, callbacks: callbacks
    ) { network in
      guard let watch else { return [:] }
      guard let group else { return watch.logs(of: network) }
      return watch.logs(of: SharedScorer(network, by: group))
    }
  }

  /// The images of the tasks as the network is to see them. Digits are soft as they are.
  func images(of suite: TaskSuite, for recipe: some SiameseRecipe) -> TaskSuite {
    suite.onImages { name, images in
      name == .mnist
        ? images.resized(height: recipe.imageSize, width: recipe.imageSize)
        : recipe.images(of: images)
    }
  }

  /// How the network does on the tasks, each process embedding its part of the images.
  func evaluations(
    of network: Siamese<Sequential>, _ recipe: some SiameseRecipe, on suite: TaskSuite,
    by group: DistributedGroup?
  ) throws -> [Evaluation] {
    guard let group else { return suite.evaluations(of: recipe.views(of: network)) }
    return suite.evaluations(of: recipe.views(of: SharedScorer(network, by: group)))
  }
}

extension RunFolder {
  /// Writes `results.json` and, if held-out alphabets were asked for, the chart of accuracy against N.
  func write(_ report: OneShotReport) throws {
    try write(try json(report), to: "results.json")
    let rows = report.results.filter { $0.protocol == .withinGroup }
    if rows.isEmpty { return }
    let title = "\(report.dataset): held-out alphabets, one shot"
    try AccuracyChart(title, rows).write(to: file("accuracy.svg"))
  }

  /// Writes the chart of what the held-out alphabets said after each epoch, where there were any.
  func write(_ history: TrainingHistory) throws {
    if history[.oneShotAccuracy].isEmpty { return }
    let curve = LearningCurve(
      "Learning", history,
      [.verificationAccuracy: "verification of pairs", .oneShotAccuracy: "20-way one-shot"])
    try curve.write(to: file("learning.svg"))
  }
}
