import ArgumentParser
import DatasetFiles
import Distributed
import ExampleSupport
import Foundation
import OneShot

/// Trains a Siamese network and measures how well it learns from one example.
@main
struct OmniglotExample: ExampleCommand, ResumableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a Siamese network on Omniglot and measure its one-shot accuracy.",
    discussion: """
      Data is looked for in --data, in the folder that ONESHOT_DATA names and in the cache, and \
      downloaded otherwise. Where there is none, characters are generated.
      """)

  @Option(help: "The network and how it is trained: quick, blog, paper or best.")
  var preset: PresetName = .quick

  @Option(help: ArgumentHelp("The folder with Omniglot's archives.", valueName: "folder"))
  var data: String?

  @Option(help: "omniglot or glyphs; by default Omniglot where it can be had.")
  var dataset: DatasetChoice?

  @Option(help: "Parts of Omniglot, by commas.")
  var trainOn = OmniglotParts(list: [.small1, .small2])

  @Option(
    help: ArgumentHelp(
      "Alphabets kept from training, by commas, or none; by default two, or with background and "
        + "evaluation the paper's split.", valueName: "alphabets"))
  var holdOut: HoldOut = .twoAlphabets

  @Option(help: ArgumentHelp("The folder with MNIST's files, for a test.", valueName: "folder"))
  var mnist: String?

  @OptionGroup var variation: Variation

  @Option(help: "Training steps; by default the preset's.")
  var iterations: Int?

  @Option(help: "Images (quick, best) or pairs (blog, paper) of a step; by default the preset's.")
  var batchSize: Int?

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  @OptionGroup var sharing: DistributedOptions

  @OptionGroup var options: RunOptions

  @Option(help: ArgumentHelp("Measure these weights; train nothing.", valueName: "file"))
  var evaluate: String?

  @Flag(help: "Measure the baselines alone; train nothing.")
  var baselines = false

  var seed: UInt64 { options.seed }
  var resume: Bool { options.resume }
  private var trains: Bool { !baselines && evaluate == nil }
  var recipe: any SiameseRecipe {
    preset.recipe(variation, steps: iterations, batchSize: batchSize)
  }

  func validate() throws {
    try requirePositive(iterations, "--iterations")
    try requirePositive(threads, "--threads")
    if let batchSize, batchSize < 8 {
      throw ValidationError("--batch-size: found \(batchSize), expected at least 8")
    }
    if [baselines, evaluate != nil, resume].count(where: { $0 }) > 1 {
      throw ValidationError("--baselines, --evaluate and --resume exclude each other")
    }
    if sharing.distributed && !trains {
      throw ValidationError("--distributed trains: it excludes --baselines and --evaluate")
    }
    try variation.check(preset)
    if dataset == .glyphs && data != nil {
      throw ValidationError("--dataset glyphs needs no --data")
    }
  }

  func run() throws {
    guard sharing.distributed else { return try begin { _ in } }
    try DistributedGroup.run(describing: { Self.message(for: $0) }) { group in
      if group.isFirst { return try begin { _ = try group.broadcast($0) } }
      try Self.parse(try group.broadcast([String]())).help(group)
    }
  }

  private func begin(sharing share: ([String]) throws -> Void) throws {
    let folder = try RunFolder(options.output, resumes: resume)
    if !trains { return try work(in: folder) }
    try beginOrResume(in: folder, Array(CommandLine.arguments.dropFirst()), sharing: share)
  }

  /// The images; of several processes the first one looks, and downloads them if need be, before the others.
  func loadData(with group: DistributedGroup?) throws -> ExampleData {
    if let threads { ThreadPool.threadCount = threads }
    if let group, !group.isFirst { try group.barrier() }
    let data = try ExampleData.load(
      choice: dataset, folder: data, parts: trainOn.list, holdOut: holdOut)
    if let group, group.isFirst { try group.barrier() }
    try group?.agree(on: "data", data.description)
    return data
  }

  func work(in folder: RunFolder) throws {
    let data = try loadData(with: try sharing.group())
    print(data.description)
    let suite = try data.suite(mnist: mnist.map { URL(filePath: $0) }, seed: seed)
    var report = OneShotReport(dataset: data.name, seed: seed)
    let sections = baselines ? [] : try measureNetwork(data, suite, folder, &report)
    let untrained: [any TaskScorer] = [
      RandomScorer(seed: seed), NearestNeighbor(), ModifiedHausdorff(),
    ]
    for method in untrained { report.results += suite.rows(for: method) }
    try folder.write(report)
    let method = baselines ? "hausdorff" : "siamese"
    try HTMLReport(
      "One-shot learning on \(data.name)", about: data.description,
      [.results(report.results, of: method), .accuracy(report.results, highlighting: method)]
        + sections + [
          .settings(report, recipe: baselines ? nil : recipe),
          .command(folder.command("OmniglotExample")),
        ]
    ).write(to: folder.file("report.html"))
    if trains { folder.finish() }
    print("\nAccuracy in one-shot tasks, with 95 % intervals, seed \(seed):\n\n\(report)\n")
    for row in report.results where row.protocol == .official { print(row) }
    print("Results are in \(options.output); begin with report.html.")
  }

  private func measureNetwork(
    _ data: ExampleData, _ suite: TaskSuite, _ folder: RunFolder, _ report: inout OneShotReport
  ) throws -> [ReportSection] {
    let recipe = recipe
    var network = try recipe.network(seed: seed)
    report.preset = preset.rawValue
    report.settings = [
      "recipe": "\(recipe)", "data": data.name, "seed": "\(seed)",
      "heldOut": data.validation?.groups.joined(separator: ", ") ?? "none",
    ]
    if sharing.shardCount > 1 { report.settings["shards"] = "\(sharing.shardCount)" }
    var history: TrainingHistory?
    if let evaluate {
      try network.loadWeights(from: URL(filePath: evaluate))
    } else {
      history = try train(&network, by: recipe, on: data, in: folder, settings: report.settings)
      report.trainingSeconds = history?[.seconds].last
    }
    let seen = images(of: suite, for: recipe)
    let evaluations = try evaluations(of: network, recipe, on: seen, by: try sharing.group())
    report.results += seen.rows(of: evaluations)
    if trains {
      try network.saveWeights(to: folder.file("weights.safetensors"), metadata: report.settings)
    }
    try TaskPicture(evaluations[0], tasks: 8).write(to: folder.file("tasks.png"))
    return try sections(network, of: recipe, evaluations, suite, data, history)
  }
}
