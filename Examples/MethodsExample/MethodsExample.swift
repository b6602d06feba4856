import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot
import Tuning

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
  var iterations = 1000
  @Option(
    help: ArgumentHelp("Only these methods, by semicolons; default all.", valueName: "names"))
  var methods: String?
  @Option(
    help: ArgumentHelp(
      "Search each method's numbers in so many trainings, and measure nothing else.",
      valueName: "trials"))
  var tune: Int?
  @Option(
    help: ArgumentHelp(
      "With --tune, further alphabets kept from training, that trials are judged on.",
      valueName: "alphabets"))
  var validation = "Balinese,Latin"
  @OptionGroup var options: RunOptions
  var resume: Bool { options.resume }

  var recipe: Recipe {
    var recipe = Recipe.quick
    (recipe.classes, recipe.imagesPerClass, recipe.steps) = (16, 5, iterations)
    // The numbers of all methods were searched with it.
    recipe.rule = .adam
    return recipe
  }

  private var chosen: [Entry] {
    let names = methods?.split(separator: ";").map(String.init)
    return Entry.all.filter { entry in names?.contains(entry.name) ?? true }
  }

  func validate() throws {
    try requirePositive(iterations, "--iterations")
    try requirePositive(tune, "--tune")
    let known = Entry.all.map(\.name)
    for name in methods?.split(separator: ";") ?? [] where !known.contains(String(name)) {
      throw ValidationError(
        "--methods: found '\(name)', expected some of '\(known.joined(separator: "; "))'")
    }
  }

  func run() throws {
    try beginOrResume(
      in: try RunFolder(options.output, resumes: resume), Array(CommandLine.arguments.dropFirst()))
  }

  func work(in folder: RunFolder) throws {
    let locator = DataLocator(data: data.map { URL(filePath: $0) }, downloader: Downloader())
    let (training, heldOut) = try Omniglot.load([.small1, .small2], from: locator)
      .splitting(holdingOut: holdOut.split(separator: ",").map(String.init))
    if let tune { return try search(tune, training, in: folder) }
    func tasks(_ k: Int, _ ways: [Int]) throws -> TaskSuite {
      try .fewShot(
        on: heldOut, ways: ways, shots: k, scopes: [.acrossGroups], drawers: .separate,
        seed: options.seed)
    }
    let suite = try
      (TaskSuite([(.official, try Omniglot.officialRuns(from: locator))])
      + tasks(1, [2, 5, 10, 15, 20]) + tasks(5, [5, 20]))
      .onImages { _, images in recipe.images(of: images) }
    var report = OneShotReport(
      dataset: training.name, preset: "\(iterations) steps", seed: options.seed)
    var official: [Evaluation] = []
    for entry in chosen {
      let contest = Contest(
        training: training, recipe: recipe, seed: options.seed, folder: folder, name: entry.name,
        numbers: entry.tuned)
      for (name, method) in try entry.train(contest) {
        let evaluations = suite.evaluations(of: method, named: name)
        report.results += suite.rows(of: evaluations)
        official.append(evaluations[0])
        print("\(name): \(official.last!)")
      }
    }
    print("\nAccuracy with 95 % intervals, seed \(options.seed):\n\n\(report)\n")
    compare(official)
    try folder.write(try json(report), to: "results.json")
    // What sees all queries of a task is compared among itself, in a table.
    let rows = report.results.filter {
      $0.protocol == .acrossGroups && $0.shots == 1 && !$0.isTransductive
    }
    let names = holdOut.split(separator: ",").joined(separator: ", ")
    let chart = AccuracyChart("Across \(names), held out, one shot", rows)
    try chart.write(to: folder.file("accuracy.svg"))
    folder.finish()
  }

  /// Prints whether the best of those that answer each query for itself is better than the others by more than
  /// chance.
  private func compare(_ evaluations: [Evaluation]) {
    let alike = evaluations.filter { !$0.isTransductive }
    guard let best = alike.max(by: { $0.accuracy.value < $1.accuracy.value }) else { return }
    for other in alike where other.method != best.method { print(best.compared(with: other)) }
  }

  /// Searches the numbers of each method by 20-way one-shot tasks within alphabets that neither the training
  /// nor the test has.
  private func search(_ trials: Int, _ training: ImageDataset, in folder: RunFolder) throws {
    let (kept, heldOut) = try training.splitting(
      holdingOut: validation.split(separator: ",").map(String.init))
    let tasks = try TaskSampler(heldOut, ways: 20, queries: 20, drawers: .separate)
      .tasks(trials: 1000, seed: options.seed)
    let seen = TaskSet(dataset: recipe.images(of: tasks.dataset), tasks: tasks.tasks)
    for entry in chosen where !entry.numbers.isEmpty {
      var search = try Search(
        entry.space, strategy: .bayesian(starts: 4), goal: .maximize, seed: options.seed,
        log: folder.file("\(entry.name).jsonl"))
      let best = try search.run(trials: trials) { trial in
        let names = trial.settings.names
        let contest = Contest(
          training: kept, recipe: recipe, seed: options.seed, folder: nil, name: entry.name,
          numbers: Dictionary(uniqueKeysWithValues: names.map { ($0, trial[$0] as Double) }))
        let evaluation = Evaluation(of: try entry.train(contest)[0].1, on: seen)
        print("\(entry.name): \(evaluation) with \(trial.settings)")
        return evaluation.accuracy.value
      }
      print("\(entry.name), best: \(best)")
    }
  }
}
