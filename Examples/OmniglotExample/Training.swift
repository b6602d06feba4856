import DatasetFiles
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
    let watch = try data.validation.map {
      try OneShotValidation(on: recipe.images(of: $0), drawers: .separate, seed: seed)
    }
    var callbacks: [any Callback] = [
      ProgressBar(unit: "items"), CSVLogger(folder.file("training.csv")), TerminateOnNaN(),
      InterruptHandler(),
    ]
    if let patience = recipe.patience, watch != nil {
      callbacks.append(EarlyStopping(monitor: .oneShotAccuracy, patience: patience))
    }
    let plan = TrainingPlan(
      steps: recipe.steps, stepsPerEpoch: min(recipe.stepsPerEpoch, recipe.steps), seed: seed,
      checkpoints: folder.checkpoints(), resumes: resume, settings: settings)
    let history = try recipe.train(
      &network, on: data.training, plan: plan, callbacks: callbacks
    ) { watch?.logs(of: $0) ?? [:] }
    try folder.write(history)
    try folder.check(history, "OmniglotExample", "--output", folder.path)
    if case .stopped(let reason) = history.ending { warn("The training ended early: \(reason)") }
    return history
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
