import ArgumentParser
import Distributed
import ExampleSupport
import OneShot

/// The library's recipes, by the names that the command line has for them.
enum PresetName: String, CaseIterable, ExpressibleByArgument {
  /// A small leg on small images, made for two CPU cores and under three minutes in all.
  case quick
  /// The blog post's network and optimizer on full images.
  case blog
  /// The paper's network, initialization, optimizer and pairs.
  case paper
  /// The most accurate network that two CPU cores train within an hour.
  case best

  func recipe(_ variation: Variation, steps: Int?, batchSize: Int?) -> any SiameseRecipe {
    switch self {
    case .quick, .best:
      var recipe = self == .quick ? Recipe.quick : .best
      if let loss = variation.loss, loss != recipe.loss {
        (recipe.loss, recipe.rule, recipe.peakRate) = (loss, .adam, loss.peakRate)
      }
      if let batchSize { recipe.classes = batchSize / recipe.imagesPerClass }
      recipe.steps = steps ?? recipe.steps
      return recipe
    case .blog, .paper:
      var recipe = self == .blog ? KochRecipe.blog : .paper
      recipe.rule = variation.optimizer ?? recipe.rule
      recipe.distorts = variation.distortions ?? recipe.distorts
      recipe.comparison = variation.pairs ?? recipe.comparison
      recipe.trainingPairs = variation.trainingPairs ?? recipe.trainingPairs
      recipe.batchSize = batchSize ?? recipe.batchSize
      recipe.steps = steps ?? recipe.steps
      return recipe
    }
  }
}

/// What may be changed in a preset, to see what each part of a recipe is worth.
struct Variation: ParsableArguments {
  @Option(
    help: "sgd, the preset's own, or adam with rate 6e-5, as in the blog's listing: blog, paper.")
  var optimizer: KochRecipe.Rule?

  @Flag(inversion: .prefixedNo, help: "Distort training images: blog (by default no), paper (yes).")
  var distortions: Bool?

  @Option(help: "drawn pairs, or all pairs of images of one alphabet: blog.")
  var pairs: KochRecipe.Comparison?

  @Option(help: "Pairs of the training set before distortion, by default 30000: paper.")
  var trainingPairs: Int?

  @Option(help: "contrastive, or verification by the head alone: quick, best.")
  var loss: Recipe.Loss?

  func validate() throws { try requirePositive(trainingPairs, "--training-pairs") }

  /// Refuses what a preset has no use for.
  func check(_ preset: PresetName) throws {
    let uses: [(option: String, isGiven: Bool, presets: [PresetName])] = [
      ("--optimizer", optimizer != nil, [.blog, .paper]),
      ("--distortions", distortions != nil, [.blog, .paper]), ("--pairs", pairs != nil, [.blog]),
      ("--training-pairs", trainingPairs != nil, [.paper]),
      ("--loss", loss != nil, [.quick, .best]),
    ]
    for use in uses where use.isGiven && !use.presets.contains(preset) {
      let presets = use.presets.map(\.rawValue).joined(separator: " or ")
      throw ValidationError(
        "\(use.option): found --preset \(preset.rawValue), expected \(presets)")
    }
  }
}

/// How several processes train together.
struct DistributedOptions: ParsableArguments {
  @Flag(help: "Train with the processes that mpirun began; one alone does it all.")
  var distributed = false

  @Option(
    help: ArgumentHelp(
      "Parts that each batch is cut into, by default 4 with --distributed, else 1. The result depends "
        + "on it, and not on the number of processes.", valueName: "number"))
  var shards: Int?

  @Option(
    help: "ordered, or fast: by MPI's own all-reduce, not the same for any number of processes.")
  var addition = DistributedGroup.Addition.ordered

  /// The parts of a batch.
  var shardCount: Int { shards ?? (distributed ? 4 : 1) }

  /// The processes, nil without `--distributed`.
  func group() throws -> DistributedGroup? {
    distributed ? try DistributedGroup(addition: addition) : nil
  }

  func validate() throws { try requirePositive(shards, "--shards") }
}

extension DistributedGroup.Addition: ExpressibleByArgument {}

enum DatasetChoice: String, CaseIterable, ExpressibleByArgument { case omniglot, glyphs }

/// Which alphabets are kept from training.
enum HoldOut: Equatable, ExpressibleByArgument {
  /// The first two by name that have enough characters.
  case twoAlphabets
  case alphabets([String])
  case none

  init?(argument: String) {
    let names = argument.split(separator: ",").map(String.init)
    if names.isEmpty { return nil }
    self = argument == "none" ? .none : .alphabets(names)
  }

  var defaultValueDescription: String { "two" }
}
