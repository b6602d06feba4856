import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Measures what the pages report: a recipe's accuracy under the protocols of the field, over several seeds.
@main
struct AccuracyBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a recipe on a part of Omniglot for several seeds, and measure it.",
    subcommands: [Official.self, Vinyals.self, Koch.self, Adapting.self])
}

extension Recipe.Rule: @retroactive ExpressibleByArgument {}

/// What every protocol takes.
struct Training: ParsableArguments {
  @Option(help: "The folder with Omniglot's archives, or what they unpack to.")
  var data: String

  @Option(help: "The recipe: quick, pictures, handwriting or best.")
  var preset = Preset.quick

  @Option(help: "Training steps; by default the preset's.")
  var steps: Int?

  @Option(help: "How weights follow gradients; by default as the preset says.")
  var rule: Recipe.Rule?

  @Option(help: "The highest learning rate; by default the preset's.")
  var peakRate: Float?

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

  @Option(
    help: "Measure any so many of the seeds' networks joined as one as well; 1 for none.")
  var together = 1

  @Flag(
    help: "Compare a query with the mean of a class's examples, instead of with each of them.")
  var prototypes = false

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
      let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
      values = parts.compactMap { UInt64($0) }
      if values.count != parts.count { return nil }
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
    if let peakRate, !(peakRate > 0 && peakRate.isFinite) {
      throw ValidationError("--peak-rate: found \(peakRate), expected a positive number")
    }
    if !(1...seeds.values.count).contains(together) {
      throw ValidationError(
        "--together: found \(together), expected at least 1 and at most the number of --seeds, "
          + "\(seeds.values.count)")
    }
    if together > 1 && recipe.legs > 1 {
      throw ValidationError(
        "--together: found networks of \(recipe.legs) legs, expected networks of one")
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
    recipe.rule = rule ?? recipe.rule
    recipe.peakRate = peakRate ?? recipe.peakRate
    recipe.legs = legs ?? recipe.legs
    recipe.compositesBelow = compositesBelow ?? recipe.compositesBelow
    recipe.views = views ?? recipe.views
    return recipe
  }

  /// Trains once for each seed and measures each network on all suites, and joined with others; prints a line
  /// for each network and set of tasks, and at the end the mean and range of each set.
  func measure(
    _ recipe: Recipe, on training: ImageDataset, _ suite: TaskSuite
  ) throws {
    if let threads { ThreadPool.threadCount = threads }
    if let save {
      try FileManager.default.createDirectory(
        at: URL(filePath: save), withIntermediateDirectories: true)
    }
    let seen = suite.onImages { name, images in
      name == .mnist
        ? images.resized(height: recipe.imageSize, width: recipe.imageSize)
        : recipe.images(of: images)
    }
    var networks: [Siamese<Sequential>] = []
    var found = Accuracies(of: seen)
    for (place, seed) in seeds.values.enumerated() {
      let start = Date()
      networks.append(try network(of: recipe, at: place, on: training))
      let minutes = (Date().timeIntervalSince(start) / 6).rounded() / 10
      found.measure(scorer(networks[place], by: recipe), "seed \(seed), \(minutes) min")
    }
    found.summarize("\(seeds.values.count) seeds")
    guard together > 1 else { return }
    var joint = recipe
    joint.legs = together
    var foundTogether = Accuracies(of: seen)
    let choices = Self.choices(of: together, from: networks.count)
    for places in choices {
      let joined = try joint.network(joining: places.map { networks[$0] })
      let names = places.map { "\(seeds.values[$0])" }.joined(separator: " and ")
      foundTogether.measure(scorer(joined, by: joint), "seeds \(names) together")
    }
    foundTogether.summarize("\(together) together, \(choices.count) choices of them")
  }

  private func scorer(_ siamese: Siamese<Sequential>, by recipe: Recipe) -> any TaskScorer {
    prototypes ? recipe.views(of: NearestCentroid(siamese.leg)) : recipe.scorer(siamese)
  }

  /// The network of the seed at a place: trained, and saved if it is to be, or read.
  private func network(
    of recipe: Recipe, at place: Int, on training: ImageDataset
  ) throws -> Siamese<Sequential> {
    let seed = seeds.values[place]
    var siamese = try recipe.network(seed: seed)
    if let weights {
      let files = weights.split(separator: ",").map { URL(filePath: String($0)) }
      try siamese.loadWeights(from: files[place])
    } else {
      let plan = TrainingPlan(
        steps: recipe.steps, stepsPerEpoch: min(recipe.steps, recipe.stepsPerEpoch), seed: seed)
      try recipe.train(&siamese, on: training, plan: plan)
    }
    if let save {
      try siamese.saveWeights(to: URL(filePath: save).appending(path: "\(seed).safetensors"))
    }
    return siamese
  }

  /// All choices of `count` places from the first `all`, each in order.
  static func choices(of count: Int, from all: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    if count > all { return [] }
    return choices(of: count, from: all - 1)
      + choices(of: count - 1, from: all - 1).map { $0 + [all - 1] }
  }
}
