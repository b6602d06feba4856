import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Methods that learn to adapt, with the leg and the split of their papers.
///
/// Finn, Abbeel and Levine, "Model-agnostic meta-learning for fast adaptation of deep networks", 2017, section
/// 5.2: four 3×3 convolutions of 64 filters at 28×28, turned characters as classes of their own, tasks across
/// alphabets.
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

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let (training, test) = try Vinyals.split(
      DataLocator(data: URL(filePath: data), downloader: nil))
    func seen(_ images: ImageDataset) -> ImageDataset {
      images.softened(radius: 2).resized(height: 28, width: 28)
        .symmetriesAsClasses(reflections: false)
    }
    let sampler = try TaskSampler(
      seen(training), ways: ways, queries: 3 * ways, scope: .acrossGroups)
    var method = try MAML(
      Networks.conv4(), input: [28, 28, 1], ways: ways, loop: loop.loop(innerSteps, innerRate),
      seed: seed)
    var optimizer = Adam(learningRate: .warmUpThenCosine(to: rate, over: steps))
    let start = Date()
    try train(
      &method, with: &optimizer, on: Batches.episodes(tasks, from: sampler, seed: seed),
      steps: steps, seed: seed, loss: mamlLoss
    ) { _, step in
      if step.iteration.isMultiple(of: 200) { print("step \(step.iteration): loss \(step.loss)") }
    }
    let milliseconds = Int(1000 * Date().timeIntervalSince(start) / Double(steps))
    let unseen = try TaskSampler(seen(test), ways: ways, queries: ways, scope: .acrossGroups)
      .tasks(600, seed: 1)
    print("\(loop), \(ways)-way, \(milliseconds) ms a step:", Evaluation(of: method, on: unseen))
    method.loop.statistics = .queries
    print("with the queries' statistics (sees all queries):", Evaluation(of: method, on: unseen))
  }
}
