import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Omniglot's official runs, and where it is asked for MNIST's digits.
struct Official: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "20-way one-shot tasks within an alphabet: Omniglot's 400 official trials.",
    discussion: """
      With --validate the background alphabets that are not trained on are asked instead: recipes are chosen \
      by them, never by the official runs. Of all thirty alphabets, every fifth is kept for it then.
      """)

  enum Part: String, CaseIterable, ExpressibleByArgument { case small1, small2, both, background }

  @OptionGroup var training: Training

  @Option(help: "What to train on: small1, small2, both or background.")
  var trainOn = Part.both

  @Flag(help: "Ask for 4,000 trials on background alphabets that are not trained on.")
  var validate = false

  @Option(help: "A folder with MNIST's test files: 400 10-way one-shot trials more.")
  var mnist: String?

  @Option(
    help: ArgumentHelp(
      "The folder of Scripts/printed.sh: 1,000 20-way one-shot trials within a script more.",
      valueName: "folder"))
  var printed: String?

  func run() throws {
    let locator = training.locator
    let recipe = training.recipe
    if validate {
      let (kept, heldOut) = try split(try Omniglot.load([.background], from: locator))
      let sampler = try TaskSampler(heldOut, ways: 20, queries: 20, drawers: .separate)
      return try training.measure(
        recipe, on: kept, TaskSuite([(.withinGroup, sampler.tasks(trials: 4000, seed: 1))]))
    }
    var suite = TaskSuite([(.official, try Omniglot.officialRuns(from: locator))])
    if let mnist {
      suite = suite + TaskSuite([(.mnist, try MNIST.oneShotTest(in: URL(filePath: mnist)))])
    }
    if let printed {
      let tasks = try Self.printed(in: printed)
      print("nearest neighbor:", Evaluation(of: NearestNeighbor(), on: tasks))
      suite = suite + TaskSuite([(.printed, tasks)])
    }
    try training.measure(recipe, on: try Omniglot.load(parts, from: locator), suite)
  }

  /// Printed characters at the size of Omniglot's, another font for the query than for the support.
  private static func printed(in folder: String) throws -> TaskSet {
    let images = try ImageFolder.load(
      URL(filePath: folder), as: ImagePreprocessing(height: 105, width: 105))
    return try TaskSampler(images, ways: 20, queries: 1).tasks(1000, seed: 1)
  }

  private var parts: [Omniglot.Part] {
    switch trainOn {
    case .small1: [.small1]
    case .small2: [.small2]
    case .both: [.small1, .small2]
    case .background: [.background]
    }
  }

  /// The alphabets to train on, and those of the others with 20 characters or more.
  private func split(_ background: ImageDataset) throws -> (ImageDataset, ImageDataset) {
    let trained: Set<String>
    if trainOn == .background {
      trained = Set(background.groups.enumerated().filter { $0.offset % 5 != 0 }.map(\.element))
    } else {
      trained = Set(try Omniglot.load(parts, from: training.locator).groups)
    }
    let (kept, others) = try background.splitting(
      holdingOut: background.groups.filter { !trained.contains($0) })
    let large = others.groups.indices.filter { group in
      others.classes.count { $0.group == group } >= 20
    }
    return (kept, try others.splitting(holdingOut: large.map { others.groups[$0] }).heldOut)
  }
}

extension EvaluationProtocol {
  /// Koch's digits.
  static let mnist = EvaluationProtocol(rawValue: "mnist")
  /// Characters of other scripts, by many fonts.
  static let printed = EvaluationProtocol(rawValue: "printed")
}
