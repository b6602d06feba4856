import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Trains every method of the library on the same leg with the same budget, and asks all of them the
/// same questions.
@main
struct MethodsExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "MethodsExample",
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

  func validate() throws {
    if iterations < 1 {
      throw ValidationError("--iterations: found \(iterations), expected a positive number")
    }
  }

  func run() throws {
    let folder = URL(filePath: output, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let contest = try Contest(
      images(), official: Omniglot.officialRuns(from: locator), iterations: iterations, seed: seed)
    var report = OneShotReport(
      dataset: contest.training.name, seed: seed,
      settings: ["iterations": "\(iterations)", "heldOut": holdOut])
    let comparisons = try contest.run { method, rows, seconds in
      report.results += rows
      print("\(method): \(Int(seconds.rounded())) s")
    }
    print("\nAccuracy with 95 % intervals, seed \(seed):\n\n\(report)\n")
    for comparison in comparisons { print(comparison) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(report).write(to: folder.appending(path: "results.json"), options: .atomic)
    let rows = report.results.filter { $0.protocol == .acrossAlphabets && $0.shots == 1 }
    let names = holdOut.replacing(",", with: " and ")
    let chart = AccuracyChart("Across \(names), held out, one shot", rows)
    try Data(chart.svg.utf8).write(to: folder.appending(path: "accuracy.svg"), options: .atomic)
  }

  private var locator: DataLocator { DataLocator(data: data, downloader: Downloader()) }

  private func images() throws -> (kept: ImageDataset, heldOut: ImageDataset) {
    try Omniglot.load([.small1, .small2], from: locator)
      .softened(radius: 2)
      .splitting(holdingOut: holdOut.split(separator: ",").map(String.init))
  }
}
