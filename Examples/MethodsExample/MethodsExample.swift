import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot

/// Trains every method of the library on the same leg, and asks all of them the same questions.
@main
struct MethodsExample: ExampleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the one-shot methods on Omniglot: same leg, same budget, same tasks.")
  @Option(help: ArgumentHelp("The folder with Omniglot's archives.", valueName: "folder"))
  var data: String?
  @Option(help: ArgumentHelp("Alphabets kept from training, by commas.", valueName: "alphabets"))
  var holdOut = "Greek,Korean"
  @Option(help: "Training steps of each method, on 80 images each.")
  var iterations = 600
  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Where results.json and charts are written.", valueName: "folder"))
  var output = "output"

  func validate() throws { try requirePositive(iterations, "--iterations") }

  func run() throws {
    let folder = try RunFolder(output)
    let locator = DataLocator(data: data.map { URL(filePath: $0) }, downloader: Downloader())
    let (training, heldOut) = try Omniglot.load([.small1, .small2], from: locator)
      .splitting(holdingOut: holdOut.split(separator: ",").map(String.init))
    func tasks(_ shots: Int, _ ways: [Int]) throws -> TaskSuite {
      try .fewShot(
        on: heldOut, ways: ways, shots: shots, scopes: [.acrossGroups], drawers: .separate,
        seed: seed)
    }
    let runs = TaskSuite([(.official, try Omniglot.officialRuns(from: locator))])
    var recipe = Recipe.quick
    (recipe.classes, recipe.imagesPerClass, recipe.steps) = (16, 5, iterations)
    let suite = try (runs + tasks(1, [2, 5, 10, 15, 20]) + tasks(5, [5, 20]))
      .onImages { _, images in recipe.images(of: images) }
    var report = OneShotReport(dataset: training.name, preset: "\(iterations) steps", seed: seed)
    var official: [Evaluation] = []
    for (name, make) in Contest(training: training, recipe: recipe, seed: seed).entries {
      let method = try make()
      report.results += suite.rows(for: method, named: name)
      official.append(Evaluation(of: method, on: suite.sets[0].tasks, named: name))
      print("\(name): \(official.last!)")
    }
    print("\nAccuracy with 95 % intervals, seed \(seed):\n\n\(report)\n")
    let best = official.max { $0.accuracy.value < $1.accuracy.value }!
    for other in official where other.method != best.method { print(best.compared(with: other)) }
    try folder.write(try json(report), to: "results.json")
    let rows = report.results.filter { $0.protocol == .acrossGroups && $0.shots == 1 }
    let title = "Across \(holdOut.replacing(",", with: " and ")), held out, one shot"
    try folder.write(Data(AccuracyChart(title, rows).svg.utf8), to: "accuracy.svg")
  }
}
