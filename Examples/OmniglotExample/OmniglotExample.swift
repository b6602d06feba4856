import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Trains a Siamese network and measures how well it learns from one example.
@main
struct OmniglotExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OmniglotExample",
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

  @Option(help: "Parts of Omniglot, by commas: small1, small2, background, evaluation.")
  var trainOn: Parts = Parts(list: [.small1, .small2])

  @Option(
    help: ArgumentHelp(
      "Alphabets kept from training, by commas, or none; by default two, or with background and "
        + "evaluation the paper's split.", valueName: "alphabets"))
  var holdOut: String?

  @Option(help: ArgumentHelp("The folder with MNIST's files, for a test.", valueName: "folder"))
  var mnist: String?

  @OptionGroup var variation: Variation

  @Option(help: "Training steps; by default the preset's.")
  var iterations: Int?

  @Option(help: "Images (quick, best) or pairs (blog, paper) of a step; by default the preset's.")
  var batchSize: Int?

  @Option(help: "Determines everything random; default 1.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  @Option(help: ArgumentHelp("Where results are written.", valueName: "folder"))
  var output = "output"

  @Flag(help: "Go on with the run in --output that was interrupted, with its options.")
  var resume = false

  @Option(help: ArgumentHelp("Measure these weights; train nothing.", valueName: "file"))
  var evaluate: String?

  @Flag(help: "Measure the baselines alone; train nothing.")
  var baselines = false

  func validate() throws {
    try requirePositive(iterations, "--iterations")
    try requirePositive(threads, "--threads")
    if let batchSize, batchSize < 8 {
      throw ValidationError("--batch-size: found \(batchSize), expected at least 8")
    }
    if [baselines, evaluate != nil, resume].count(where: { $0 }) > 1 {
      throw ValidationError("--baselines, --evaluate and --resume exclude each other")
    }
    if heldOut == .alphabets([]) {
      throw ValidationError("--hold-out: found no name, expected alphabets by commas, or none")
    }
    try variation.check(preset)
    if dataset == .glyphs && data != nil {
      throw ValidationError("--dataset glyphs needs no --data")
    }
  }

  private func requirePositive(_ value: Int?, _ option: String) throws {
    if let value, value < 1 {
      throw ValidationError("\(option): found \(value), expected a positive number")
    }
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let folder = try OutputFolder(output)
    let data = try ExampleData.load(
      choice: dataset, folder: data, parts: trainOn.list, holdOut: heldOut, seed: seed)
    print(data.description)
    let digits = try mnist.map { try MNIST.oneShotTest(in: $0) }
    let evaluation = try Evaluation(data, digits: digits, seed: seed)
    var report = OneShotReport(dataset: data.name, seed: seed)
    if !baselines {
      let experiment = try trainedExperiment(data, folder)
      let preset = experiment.preset
      let scorer = SiameseScorer(experiment.network, views: preset.views)
      report.preset = self.preset.rawValue
      report.settings = experiment.settings
      report.trainingSeconds = evaluate == nil ? experiment.trainingSeconds : nil
      report.results = evaluation.rows(scorer, preset: preset)
      try folder.write(experiment.network, metadata: experiment.settings)
      try folder.write(evaluation.picture(scorer, preset: preset))
    }
    report.results = evaluation.baselines(seed: seed) + report.results
    try folder.write(report)
    print("\nAccuracy in one-shot tasks, with 95 % intervals, seed \(seed):\n\n\(report)\n")
    for row in report.results where row.protocol == .officialWithinAlphabet {
      let (correct, trials) = (row.accuracy.correct, row.accuracy.trials)
      let error = String(format: "%.2f", 100 * (1 - row.accuracy.value))
      print(
        "\(row.protocol.rawValue), \(row.method): \(correct) of \(trials) right (\(error) % error)")
    }
    print("Results are in \(output).")
  }

  private var heldOut: HoldOut {
    switch holdOut {
    case nil: .twoAlphabets
    case "none": .none
    case .some(let names): .alphabets(names.split(separator: ",").map(String.init))
    }
  }

  /// The preset's network with its weights: trained now, or read from a file.
  private func trainedExperiment(
    _ data: ExampleData, _ folder: OutputFolder
  ) throws -> Experiment {
    var experiment = try Experiment(
      preset, variation, data: data, iterations: iterations, batchSize: batchSize, seed: seed)
    if let evaluate {
      try experiment.network.loadWeights(from: URL(filePath: evaluate))
    } else {
      try experiment.train(in: folder, resuming: resume)
    }
    return experiment
  }

  /// Prints an error as one line and exits with its code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let interruption as Interruption {
      let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--resume" } + ["--resume"]
      FileHandle.standardError.write(
        Data(
          ("Interrupted by \(interruption.signal); what was learned is saved. Go on with:\n"
            + "swift run OmniglotExample \(arguments.joined(separator: " "))\n").utf8))
      Foundation.exit(130)
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess { exit(withError: error) }
      FileHandle.standardError.write(Data("error: \(message(for: error))\n".utf8))
      Foundation.exit(code.rawValue)
    }
  }
}

/// Which characters to learn.
enum DatasetChoice: String, CaseIterable, ExpressibleByArgument {
  case omniglot, glyphs
}

/// Parts of Omniglot as an option: `small1,small2`.
struct Parts: ExpressibleByArgument {
  var list: [Omniglot.Part]

  init(list: [Omniglot.Part]) { self.list = list }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    list = names.compactMap { Omniglot.Part(rawValue: String($0)) }
    guard list.count == names.count else { return nil }
  }

  var defaultValueDescription: String { list.map(\.rawValue).joined(separator: ",") }
}
