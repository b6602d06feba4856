import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// The paper's network under the paper's protocol.
///
/// Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015, section 4:
/// 30 alphabets by 12 drawers to train on, 10 others by 4 other drawers for the validation, 10 more by the last
/// 4 for the test.
struct Koch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The paper's network and protocol: verification of 10,000 pairs, and the official runs.",
    discussion: """
      A training takes hours. It may be ended at any time by Ctrl-C, and the same command goes on from the \
      checkpoint in --output. What is measured at the end are the weights of the epoch that was best in \
      320 one-shot trials of the validation.
      """)

  @Option(help: "The folder with Omniglot's archives, or what they unpack to.")
  var data: String

  @Option(
    help: """
      The pairs of the training set before distortion; the paper has 30000, 90000 and 150000; by default \
      30000.
      """)
  var pairs: Int?

  @Flag(help: "Add eight distorted copies of each pair.")
  var affine = false

  @Option(
    help: "What changes the weights: sgd, with rates for each layer as in the paper, or adam.")
  var rule = KochRecipe.Rule.sgd

  @Flag(
    help: """
      Instead of a fixed set of pairs, compare all pairs of 48 distorted images at each step, with Adam: \
      an hour or two instead of nights.
      """)
  var allPairs = false

  @Option(
    help: """
      Epochs, each of so many pairs as the training set has before distortion, by default 200; with \
      --all-pairs each of 250 steps, by default 12.
      """)
  var epochs: Int?

  @Option(help: "The folder for checkpoints and training.csv.")
  var output: String

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  func validate() throws {
    for (value, least, option) in [
      (pairs ?? 128, 128, "--pairs"), (epochs ?? 1, 0, "--epochs"), (threads ?? 1, 1, "--threads"),
    ] where value < least {
      throw ValidationError("\(option): found \(value), expected at least \(least)")
    }
    let foreign = [(pairs != nil, "--pairs"), (affine, "--affine"), (rule != .sgd, "--rule")]
    if allPairs, let (_, option) = foreign.first(where: \.0) {
      throw ValidationError("found \(option) beside --all-pairs, which has a recipe of its own")
    }
  }

  private var recipe: KochRecipe {
    var recipe = KochRecipe.paper
    recipe.trainingPairs = pairs ?? recipe.trainingPairs
    (recipe.distorts, recipe.rule) = (affine, rule)
    return recipe
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let locator = DataLocator(data: URL(filePath: data), downloader: nil)
    let parts = try Self.split(locator)
    var siamese = try allPairs ? KochAllPairs.network(seed: seed) : recipe.network(seed: seed)
    let history = try train(&siamese, on: parts)
    print("\(history.epochs.count) epochs: \(history.ending.map { "\($0)" } ?? "none")")
    let verified = try verification(of: siamese, on: parts.validation)
    print("validation, pairs: \(verified.accuracy(threshold: 0))")
    let tested = try verification(of: siamese, on: parts.test)
    print("test, 10,000 pairs: \(tested.accuracy(threshold: 0))")
    print(
      "– at the validation's best threshold: "
        + "\(tested.accuracy(threshold: verified.bestThreshold))")
    print("official runs:", Evaluation(of: siamese, on: try Omniglot.officialRuns(from: locator)))
  }

  private func train(
    _ siamese: inout Siamese<Sequential>, on parts: KochSplit
  ) throws -> TrainingHistory {
    let folder = URL(filePath: output)
    let watch = try OneShotValidation(on: parts.validation, drawers: .separate, seed: seed)
    let steps = recipe.trainingPairs / recipe.batchSize
    let plan = TrainingPlan(
      epochs: epochs ?? (allPairs ? 12 : 200),
      stepsPerEpoch: allPairs ? KochAllPairs.stepsPerEpoch : steps, seed: seed,
      checkpoints: CheckpointFolder(folder, keep: 1),
      settings: [
        "pairs": allPairs ? "all" : "\(recipe.trainingPairs)", "affine": "\(affine)",
        "rule": rule.rawValue,
      ])
    // By all pairs the rate falls to the end, and to stop before it is too early.
    let patience = allPairs ? nil : recipe.patience
    let callbacks: [any Callback] = [
      ProgressBar(unit: allPairs ? "images" : "pairs"),
      CSVLogger(folder.appending(path: "training.csv")), TerminateOnNaN(),
      EarlyStopping(monitor: .oneShotAccuracy, patience: patience ?? .max), InterruptHandler(),
    ]
    let train = allPairs ? KochAllPairs.train : recipe.train
    return try train(&siamese, parts.training, plan, callbacks) { watch.logs(of: $0) }
  }

  /// The test has the alphabets of the official runs.
  private static func split(_ locator: DataLocator) throws -> KochSplit {
    try KochSplit(
      background: Omniglot.load([.background], from: locator),
      evaluation: Omniglot.load([.evaluation], from: locator),
      testingOn: Omniglot.officialAlphabets)
  }

  private func verification(
    of siamese: Siamese<Sequential>, on part: ImageDataset
  ) throws -> Verification {
    let sampler = try PairSampler(part, balance: .groups)
    return Verification(of: siamese, on: sampler.pairs(10_000, seed: seed))
  }
}

extension KochRecipe.Rule: @retroactive ExpressibleByArgument {}
