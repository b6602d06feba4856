import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Measures what the pages report: a recipe's accuracy under the protocols of the field, over several seeds.
@main
struct AccuracyBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a recipe on a part of Omniglot for several seeds, and measure it.",
    subcommands: [Official.self, Vinyals.self, Adapting.self])
}

/// What every protocol takes.
struct Training: ParsableArguments {
  @Option(help: "The folder with Omniglot's archives, or what they unpack to.")
  var data: String

  @Option(help: "The recipe: quick, pictures, handwriting or best.")
  var preset = Preset.quick

  @Option(help: "Training steps; by default the preset's.")
  var steps: Int?

  @Option(help: "The legs side by side; by default the preset's.")
  var legs: Int?

  @Option(help: "Data of fewer classes get composites; by default as the preset says, 0 for never.")
  var compositesBelow: Int?

  @Option(help: "How often an image is embedded; by default as the preset says.")
  var views: Int?

  @Option(help: "The seeds, one training each, by commas.")
  var seeds = Seeds(values: [1])

  @Option(
    help: ArgumentHelp(
      "Measure the weights of trainings that were saved, one file for each seed, by commas; train nothing.",
      valueName: "files"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Save the weights of each training there, as 1.safetensors.", valueName: "folder"))
  var save: String?

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case quick, pictures, handwriting, best

    var recipe: Recipe {
      switch self {
      case .quick: .quick
      case .pictures: .pictures
      case .handwriting: .handwriting
      case .best: .best
      }
    }
  }

  struct Seeds: ExpressibleByArgument {
    let values: [UInt64]

    init(values: [UInt64]) { self.values = values }

    init?(argument: String) {
      values = argument.split(separator: ",").compactMap { UInt64($0) }
      if values.isEmpty { return nil }
    }

    var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
  }

  func validate() throws {
    for (value, option) in [
      (steps, "--steps"), (legs, "--legs"), (views, "--views"), (threads, "--threads"),
    ] {
      if let value, value < 1 {
        throw ValidationError("\(option): found \(value), expected a positive number")
      }
    }
    try checkWeights()
  }

  /// How many files of weights there are, if any.
  private func checkWeights() throws {
    let count = weights?.split(separator: ",").count ?? seeds.values.count
    if count != seeds.values.count {
      throw ValidationError(
        "--weights: found \(count) files, expected one for each of \(seeds.values.count) seeds")
    }
  }

  var locator: DataLocator { DataLocator(data: URL(filePath: data), downloader: nil) }

  var recipe: Recipe {
    var recipe = preset.recipe
    recipe.steps = steps ?? recipe.steps
    recipe.legs = legs ?? recipe.legs
    recipe.compositesBelow = compositesBelow ?? recipe.compositesBelow
    recipe.views = views ?? recipe.views
    return recipe
  }

  /// Trains once for each seed and measures each network on all suites; prints a line for each seed and set of
  /// tasks, and at the end the mean and range of each set.
  func measure(
    _ recipe: Recipe, on training: ImageDataset, _ suite: TaskSuite
  ) throws {
    if let threads { ThreadPool.threadCount = threads }
    let seen = suite.onImages { name, images in
      name == .mnist
        ? images.resized(height: recipe.imageSize, width: recipe.imageSize)
        : recipe.images(of: images)
    }
    var found: [[Double]] = seen.sets.map { _ in [] }
    let files = weights?.split(separator: ",").map { URL(filePath: String($0)) } ?? []
    for (place, seed) in seeds.values.enumerated() {
      var siamese = try recipe.network(seed: seed)
      let start = Date()
      if files.indices.contains(place) {
        try siamese.loadWeights(from: files[place])
      } else {
        let plan = TrainingPlan(
          steps: recipe.steps, stepsPerEpoch: min(recipe.steps, recipe.stepsPerEpoch), seed: seed)
        try recipe.train(&siamese, on: training, plan: plan)
      }
      let minutes = (Date().timeIntervalSince(start) / 6).rounded() / 10
      if let save {
        try siamese.saveWeights(to: URL(filePath: save).appending(path: "\(seed).safetensors"))
      }
      let rows = seen.rows(for: recipe.scorer(siamese))
      for (index, row) in rows.enumerated() {
        print("seed \(seed), \(minutes) min: \(row)")
        found[index].append(row.accuracy.value)
      }
      fflush(nil)
    }
    for (set, values) in zip(seen.sets, found) {
      let task = set.tasks.tasks[0]
      let mean = values.reduce(0, +) / Double(values.count)
      print(
        "\(set.protocol), \(task.ways)-way \(task.shots)-shot, \(values.count) seeds: mean "
          + "\(percent(mean)), from \(percent(values.min() ?? 0)) to \(percent(values.max() ?? 0))")
    }
  }

  private func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
}
