import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// One-shot recognition of icons that `Scripts/icons.sh` made: 20 ways, within a context, with the
/// contexts and the themes of the tasks held out from training.
@main
struct IconBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train on icons of some contexts and themes, and recognize those of others.",
    discussion: "Peers/icons.py does the same in PyTorch, on the same tasks.")

  @Option(help: "What Scripts/icons.sh made.")
  var folder: String

  @Option(help: "The fold, from 0; by default all in turn.")
  var fold: Int?

  @Option(help: "Which tasks: test or validation.")
  var part = Folds.Part.test

  @Option(help: "1 for gray, 3 for colors.")
  var channels = 3

  @Flag(help: "The nearest neighbor of pixels alone.")
  var pixels = false

  @Option(help: "Train this leg as a prototypical network: small, conv4 or resnet12.")
  var prototypical: Prototypes?

  @Option(help: "Weights of EfficientNet-Lite0, which is then the leg.")
  var backbone: String?

  @Option(help: "Steps that tune the backbone on the training icons.")
  var tuningSteps = 0

  @Option(help: "Icons of each class that are shown.")
  var shots = 1

  @Option(help: "Of the images that the network sees.")
  var size = 48

  @Option(help: "Training steps.")
  var steps = 1000

  @Option(help: "The highest learning rate.")
  var rate = Float(6e-3)

  @Flag(help: "Add random changes of brightness, contrast, saturation and hue.")
  var jitter = false

  @Flag(help: "Turned icons are classes of their own.")
  var turns = false

  @Flag(help: "Mirrored icons are classes of their own.")
  var reflects = false

  @Flag(help: "Recolored icons are classes of their own.")
  var recolors = false

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  @Flag(help: "Print JSON, a line for each fold.")
  var json = false

  func validate() throws {
    guard channels == 1 || channels == 3 else {
      throw ValidationError("--channels: found \(channels), expected 1 or 3")
    }
    guard (1...5).contains(shots) else {
      throw ValidationError(
        "--shots: found \(shots), expected 1 to 5, as classes have six icons or more")
    }
    guard backbone == nil || channels == 3 else {
      throw ValidationError("--channels: found \(channels), expected 3 with --backbone")
    }
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let folds = try Folds(URL(filePath: folder + ".folds.json"))
    let icons = try folds.icons(in: URL(filePath: folder), as: preprocessing(size: folds.size))
    var correct = (count: 0, trials: 0)
    for number in fold.map({ $0..<$0 + 1 }) ?? folds.folds.indices {
      let result = try measure(folds.folds[number], number, icons)
      correct.count += result.correct
      correct.trials += result.trials
      print(json ? String(decoding: try JSONEncoder().encode(result), as: UTF8.self) : "\(result)")
    }
    if !json { print(Accuracy(correct: correct.count, of: correct.trials)) }
  }

  private func preprocessing(size: Int) -> ImagePreprocessing {
    ImagePreprocessing(
      height: size, width: size, channels: channels,
      values: backbone == nil ? .imageNet : Backbone.values)
  }

  private var recipe: Recipe {
    var recipe = Recipe.photographs
    (recipe.imageSize, recipe.channels) = (size, channels)
    (recipe.steps, recipe.peakRate) = (backbone == nil ? steps : max(tuningSteps, 1), rate)
    if jitter { recipe.distortion.colors = ColorJitter() }
    (recipe.turns, recipe.reflects, recipe.recolors) = (turns, reflects, recolors)
    return recipe
  }

  private func measure(_ fold: Folds.Fold, _ number: Int, _ icons: Icons) throws -> Result {
    let part = part == .test ? fold.test : fold.validation
    let tasks = TaskSet(
      dataset: recipe.images(of: icons.dataset),
      tasks: part.tasks(shots, of: icons.dataset, seed: seed))
    var result = Result(
      fold: number, part: self.part.rawValue, channels: channels, size: size, shots: shots,
      seed: seed,
      trials: tasks.count)
    if pixels {
      result.correct = Evaluation(of: NearestNeighbor(), on: tasks).accuracy.correct
      return result
    }
    let parts = self.part == .test ? [fold.test] : [fold.test, fold.validation]
    let training = icons.training(without: parts)
    let start = ContinuousClock.now
    let (scorer, history) = try scorer(for: training)
    result.trainingSeconds = (ContinuousClock.now - start) / .seconds(1)
    result.lastLoss = history?[.loss].last
    result.classes = training.classes.count
    result.correct = Evaluation(of: scorer, on: tasks).accuracy.correct
    return result
  }

  private func scorer(for training: ImageDataset) throws -> (any TaskScorer, TrainingHistory?) {
    let plan = recipe.plan(for: training, seed: seed)
    if let backbone {
      return try Backbone(weights: URL(filePath: backbone), tuningSteps: tuningSteps)
        .scorer(by: recipe, on: training, plan: plan)
    }
    if let prototypical {
      return try prototypical.trained(by: recipe, on: training, plan: plan)
    }
    var siamese = try recipe.network(seed: seed)
    let history = try recipe.train(&siamese, on: training, plan: plan)
    return (recipe.scorer(siamese), history)
  }
}

/// What was measured in a fold.
struct Result: Encodable, CustomStringConvertible {
  let fold: Int
  let part: String
  let channels: Int
  let size: Int
  let shots: Int
  let seed: UInt64
  let trials: Int
  var correct = 0
  var classes: Int?
  var lastLoss: Double?
  var trainingSeconds: Double?

  var description: String {
    "fold \(fold): \(Accuracy(correct: correct, of: trials))"
      + (trainingSeconds.map { ", trained in \(Int($0.rounded())) s" } ?? "")
  }
}
