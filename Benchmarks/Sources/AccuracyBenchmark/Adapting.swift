import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Methods that learn to adapt, with the leg and the split of their papers.
///
/// Finn, Abbeel and Levine, "Model-agnostic meta-learning for fast adaptation of deep networks", 2017, section
/// 5.2: four 3×3 convolutions of 64 filters at 28×28, turned characters as classes of their own, tasks across
/// alphabets. With `--leg` they begin with a leg that has learned by comparing instead, as in Ye and Chao, "How
/// to train your MAML to excel in few-shot classification", 2022, section 3, and meta-training goes on from it.
struct Adapting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt",
    abstract: "MAML and its kin on Vinyals' split: one-shot tasks across alphabets, 600 of them.")

  enum Loop: String, CaseIterable, ExpressibleByArgument {
    case maml, firstOrder, anil, metaSGD

    func loop(_ steps: Int, _ rate: Float) -> InnerLoop {
      switch self {
      case .maml: .maml(steps: steps, rate: rate)
      case .firstOrder: .firstOrderMAML(steps: steps, rate: rate)
      case .anil: .anil(steps: steps, rate: rate)
      case .metaSGD: .metaSGD(steps: steps, rate: rate)
      }
    }
  }

  @Option(help: "The folder with Omniglot's archives, or what they unpack to.")
  var data: String

  @Option(help: "maml, firstOrder, anil or metaSGD.")
  var loop = Loop.maml

  @Option(
    help: ArgumentHelp(
      "Begin with the leg of this network, which `vinyals --preset best --save` wrote; its batch norm stays.",
      valueName: "file"))
  var leg: String?

  @Option(help: "The classes of a task.")
  var ways = 5

  @Option(help: "Steps of the inner loop, in training and in the test.")
  var innerSteps = 1

  @Option(help: "The inner loop's rate.")
  var innerRate: Float = 0.4

  @Option(help: "The highest rate of Adam.")
  var rate: Float = 3e-3

  @Option(help: "Training steps.")
  var steps = 2000

  @Option(help: "Tasks of a step.")
  var tasks = 4

  @Flag(name: .customLong("distort"), help: "Distort the images of a training as the recipe does.")
  var distorts = false

  @Flag(
    name: .customLong("validate"),
    help: "Ask for 172 of the 1,200 characters instead, and train on the others.")
  var validates = false

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  func validate() throws {
    for (value, least, option) in [
      (ways, 2, "--ways"), (innerSteps, 0, "--inner-steps"), (steps, 1, "--steps"),
      (tasks, 1, "--tasks"), (threads ?? 1, 1, "--threads"),
    ] where value < least {
      throw ValidationError("\(option): found \(value), expected at least \(least)")
    }
    for (value, option) in [(innerRate, "--inner-rate"), (rate, "--rate")] where !(value > 0) {
      throw ValidationError("\(option): found \(value), expected a positive number")
    }
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let (training, test) = try Vinyals.split(
      DataLocator(data: URL(filePath: data), downloader: nil), validating: validates)
    let tasks = try TaskSampler(
      small(turned(test)), ways: ways, queries: ways, scope: .acrossGroups
    ).tasks(600, seed: 1)
    var method = try firstMethod()
    if leg != nil { print("before meta-training:", Evaluation(of: method, on: tasks)) }
    try learn(&method, from: training)
    print("\(method.name), \(ways)-way:", Evaluation(of: method, on: tasks))
    guard leg == nil else { return }
    method.loop.statistics = .queries
    print("with the queries' statistics (sees all queries):", Evaluation(of: method, on: tasks))
  }

  /// How images are prepared, and what the network of `--leg` is.
  private var recipe: Recipe {
    var recipe = leg == nil ? Recipe.quick : .best
    recipe.imageSize = 28
    return recipe
  }

  /// Turned characters too, at full size if they are to be distorted, or else small already.
  private func turned(_ images: ImageDataset) -> ImageDataset {
    let softened = images.softened(radius: recipe.softening)
    return (distorts ? softened : small(softened)).symmetriesAsClasses(reflections: false)
  }

  private func small(_ images: ImageDataset) -> ImageDataset {
    images.resized(height: recipe.imageSize, width: recipe.imageSize)
  }

  /// With the papers' leg, or with one that has learned, whose batch norm goes on to use its running
  /// statistics: what five images have of a channel says less than all that it has seen.
  private func firstMethod() throws -> MAML<Sequential> {
    let inner = loop.loop(innerSteps, innerRate)
    guard let leg else {
      return try MAML(
        Networks.conv4(), input: recipe.imageShape, ways: ways, loop: inner, seed: seed)
    }
    var network = try recipe.network()
    try network.loadWeights(from: URL(filePath: leg))
    var method = try MAML(network.leg, input: recipe.imageShape, ways: ways, loop: inner)
    method.leg.freeze(BatchNorm.self)
    // The classes of a task come in any order, so that none should begin ahead in the last layer.
    method.head.weight.value = .zeros(method.head.weight.value.shape)
    return method
  }

  private func learn(_ method: inout MAML<Sequential>, from training: ImageDataset) throws {
    let sampler = try TaskSampler(
      turned(training), ways: ways, queries: 3 * ways, scope: .acrossGroups)
    let episodes = Batches.episodes(
      tasks, from: sampler, size: recipe.imageSize, distortion: distorts ? recipe.distortion : nil,
      seed: seed)
    var optimizer = Adam(learningRate: .warmUpThenCosine(to: rate, over: steps))
    let start = Date()
    try train(
      &method, with: &optimizer, on: episodes, steps: steps, seed: seed, loss: mamlLoss
    ) { _, step in
      if step.iteration.isMultiple(of: 200) { print("step \(step.iteration): loss \(step.loss)") }
    }
    let milliseconds = Int(1000 * Date().timeIntervalSince(start) / Double(steps))
    print("\(milliseconds) ms a step")
  }
}
