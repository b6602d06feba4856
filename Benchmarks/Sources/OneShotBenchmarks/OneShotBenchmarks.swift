import ArgumentParser
import Foundation
import OneShot

/// Measures one workload of ours, alone.
@main
struct OneShotBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OneShotBenchmarks",
    abstract: "Measure one of OneShot's workloads; the machine should be idle.",
    discussion: """
      train: a training step of the blog's network. embed: its leg. official: 400 trials like \
      Omniglot's official ones. quick: a training step of OmniglotExample's preset quick. \
      resnet12: a training step of ResNet-12 as a classifier; conv4: of a prototypical Conv-4. \
      embed-resnet12, mobilenet: embeddings by ResNet-12 and MobileNetV2. latency: the score of a \
      single pair. augment: pictures in color, distorted at random; augment112: from larger ones. \
      read: a folder of pictures to 84×84 pixels; read-reduced: JPEGs decoded at half their size. \
      disk: a training step on packed pictures of 84×84 on a disk; disk-loaded: in memory; \
      disk-none: on a few of them. layers: a table of what each part of a training step takes, \
      beside its bound. products: a table of the matrix products of the convolutions' planes. \
      search: the most alike of --classes embeddings of --dimensions to --batch queries.
      """)

  @Option(
    help: "What to measure: \(Workload.allCases.map(\.rawValue).joined(separator: ", ")).")
  var workload: Workload

  @Option(
    help:
      "For layers, which network: \(MeasuredNetwork.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var network = MeasuredNetwork.blog

  @Option(help: "Pairs (train), images (the others); by default 32, 64 or 80.")
  var batch: Int?

  @Option(
    help: "For read and read-reduced a folder of pictures, for the others a file, made if missing.",
    transform: { URL(filePath: $0) })
  var data: URL?

  @Option(
    help:
      "For search, the index: \(MeasuredIndex.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var index = MeasuredIndex.flat

  @Option(help: "For search, how many embeddings there are.")
  var classes = 100_000

  @Option(help: "For search, the size of an embedding.")
  var dimensions = 128

  @Option(help: "For search with hnsw, how many candidates a search keeps.")
  var candidates = 64

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  @Option(help: "The least time to measure, in seconds.")
  var seconds = 10.0

  @Option(help: "The least number of steps to measure.")
  var steps = 5

  @Flag(help: "Print JSON.")
  var json = false

  /// The workload that knows which batches make sense.
  private var batched: Workload { workload == .layers ? network.workload : workload }

  func validate() throws {
    if let batch, let objection = batched.objection(to: batch) {
      throw ValidationError("--batch: found \(batch), \(objection)")
    }
    if workload.needsData && data == nil {
      throw ValidationError("--workload \(workload.rawValue): expected --data")
    }
    if classes < 1 || dimensions < 1 || candidates < 1 {
      throw ValidationError(
        "--classes, --dimensions, --candidates: found \(classes), \(dimensions), \(candidates), "
          + "expected positive numbers")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads: found \(threads), expected a positive number")
    }
    if steps < 1 { throw ValidationError("--steps: found \(steps), expected a positive number") }
    if !(seconds >= 0 && seconds.isFinite) {
      throw ValidationError("--seconds: found \(seconds), expected 0 or more")
    }
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    let batch = batch ?? batched.defaultBatch
    if workload == .layers {
      return try show(LayerTable(of: network, images: batch, steps: steps))
    }
    if workload == .products { return try show(ProductTable()) }
    if workload == .search {
      let report = try SearchReport(
        index, classes: classes, dimensions: dimensions, batch: batch, candidates: candidates,
        steps: steps, seconds: seconds)
      return print(json ? try encoded(report) : report.text)
    }
    let job = try Job(workload, batch: batch, data: data)
    let measurement = try Measurement(
      minimumSteps: steps, minimumSeconds: seconds, job.step)
    let report = Report(workload, batch: batch, items: job.items, median: measurement.median)
    print(json ? try encoded(report) : report.text(unit: job.unit))
  }

  private func show(_ table: some Encodable & CustomStringConvertible) throws {
    print(json ? try encoded(table) : table.description)
  }

  private func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// What is said of a workload.
struct Report: Encodable {
  let workload: String
  let batch: Int
  let threads: Int
  let medianSeconds: Double
  let itemsPerSecond: Double
  let peakMemoryBytes: Int

  /// A report of a step of `items` items; threads and memory are those of this process now.
  init(_ workload: Workload, batch: Int, items: Int, median: Double) {
    self.workload = workload.rawValue
    self.batch = batch
    threads = ThreadPool.threadCount
    medianSeconds = median
    itemsPerSecond = Double(items) / median
    peakMemoryBytes = peakMemory()
  }

  func text(unit: String) -> String {
    let seconds = String(format: "%.4f", medianSeconds)
    let rate = String(format: "%.1f", itemsPerSecond)
    return "\(workload), batch \(batch), threads \(threads): \(seconds) s a step (median), "
      + "\(rate) \(unit)/s, \(peakMemoryBytes / 1_000_000) MB at peak"
  }
}
