import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot

/// Trains every method of the library on the same leg, and asks all of them the same questions.
@main
struct MethodsExample: ExampleCommand, ResumableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the one-shot methods on Omniglot: same leg, same budget, same tasks.")
  @Option(help: ArgumentHelp("The folder with Omniglot's archives.", valueName: "folder"))
  var data: String?
  @Option(help: ArgumentHelp("Alphabets kept from training, by commas.", valueName: "alphabets"))
  var holdOut = "Greek,Korean"
  @Option(help: "Training steps of each method, on 80 images each.")
  var iterations = 600
  @OptionGroup var options: RunOptions
  var resume: Bool { options.resume }

  func validate() throws { try requirePositive(iterations, "--iterations") }

  func run() throws {
    try beginOrResume(
      in: try RunFolder(options.output, resumes: resume), Array(CommandLine.arguments.dropFirst()))
  }

  func work(in folder: RunFolder) throws {
    let seed = options.seed
    let locator = DataLocator(data: data.map { URL(filePath: $0) }, downloader: Downloader())
    let (training, heldOut) = try Omniglot.load([.small1, .small2], from: locator)
      .splitting(holdingOut: holdOut.split(separator: ",").map(String.init))
    func tasks(_ k: Int, _ ways: [Int]) throws -> TaskSuite {
      try .fewShot(
        on: heldOut, ways: ways, shots: k, scopes: [.acrossGroups], drawers: .separate, seed: seed)
    }
    var recipe = Recipe.quick
    (recipe.classes, recipe.imagesPerClass, recipe.steps) = (16, 5, iterations)
    var suite = TaskSuite([(.official, try Omniglot.officialRuns(from: locator))])
    suite = try (suite + tasks(1, [2, 5, 10, 15, 20]) + tasks(5, [5, 20]))
      .onImages { _, images in recipe.images(of: images) }
    var report = OneShotReport(dataset: training.name, preset: "\(iterations) steps", seed: seed)
    var official: [Evaluation] = []
    for (name, train) in Contest.methods {
      let method = try train(
        Contest(training: training, recipe: recipe, seed: seed, folder: folder, name: name))
      report.results += suite.rows(for: method, named: name)
      official.append(Evaluation(of: method, on: suite.sets[0].tasks, named: name))
      print("\(name): \(official.last!)")
    }
    print("\nAccuracy with 95 % intervals, seed \(seed):\n\n\(report)\n")
    let best = official.max { $0.accuracy.value < $1.accuracy.value }!
    for other in official where other.method != best.method { print(best.compared(with: other)) }
    try folder.write(try json(report), to: "results.json")
    let rows = report.results.filter { $0.protocol == .acrossGroups && $0.shots == 1 }
    let chart = AccuracyChart("Across \(holdOut), held out, one shot", rows)
    try chart.write(to: folder.file("accuracy.svg"))
    folder.finish()
  }
}
