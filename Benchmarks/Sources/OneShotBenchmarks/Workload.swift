import ArgumentParser
import Foundation
import OneShot

/// Work that is measured, the same for us and for the peers.
enum Workload: String, CaseIterable, ExpressibleByArgument {
  /// A training step of the blog's network on `batch` pairs.
  case train
  /// Embedding `batch` images with the blog's leg.
  case embed
  /// 400 trials like Omniglot's official ones, each image embedded once, `batch` at a time.
  case official
  /// A training step of the `quick` network on all pairs of `batch` images.
  case quick
  /// A training step of ResNet-12 as a classifier on `batch` pictures of 84×84.
  case resnet12
  /// A training step of a prototypical Conv-4 on an episode of `batch` pictures of 84×84.
  case conv4
  /// Embedding `batch` pictures of 84×84 with ResNet-12.
  case embedResNet12 = "embed-resnet12"
  /// Embedding `batch` pictures of 224×224 with MobileNetV2.
  case mobilenet
  /// The score of a single pair, from the images.
  case latency
  /// `batch` augmented pictures of 84×84 pixels.
  case augment
  /// `batch` augmented pictures of 84×84 pixels, made of pictures of 112×112.
  case augment112
  /// A folder of pictures to a dataset of 84×84 pixels in memory.
  case read
  /// The same from JPEGs that are decoded at half their size.
  case readReduced = "read-reduced"
  /// A training step at 84×84 pixels on a batch of 50,000 packed pictures on a disk.
  case disk
  /// The same with the pictures in memory.
  case diskLoaded = "disk-loaded"
  /// The same with a few pictures in memory.
  case diskNone = "disk-none"
  /// What each part of a training step on `batch` images takes.
  case layers
  /// The products of the convolutions' planes by our kernel, by OpenBLAS and by LIBXSMM.
  case products
  /// Finding the 10 most alike of many embeddings to each of `batch` queries.
  case search

  /// The batch unless asked otherwise.
  var defaultBatch: Int {
    switch self {
    case .train: 32
    case .embed, .official, .layers, .resnet12, .embedResNet12, .mobilenet: 64
    case .conv4, .quick, .augment, .augment112: 80
    case .disk, .diskLoaded, .diskNone: 80
    case .latency, .read, .readReduced, .products, .search: 1
    }
  }

  /// Whether it reads something that `--data` says.
  var needsData: Bool {
    switch self {
    case .read, .readReduced, .disk, .diskLoaded, .diskNone: true
    default: false
    }
  }

  /// Why the workload cannot be run on such a batch; nil if it can.
  func objection(to batch: Int) -> String? {
    switch self {
    case .train, .embed, .official, .embedResNet12, .mobilenet, .augment, .augment112,
      .search:
      batch < 1 ? "expected a positive number" : nil
    case .resnet12: batch < 2 ? "expected two images or more, for batch norm" : nil
    case .conv4: batch < 10 || batch % 5 > 0 ? "expected a multiple of 5 from 10 on" : nil
    case .quick: batch < 8 ? "expected at least 8 images for pairs of both kinds" : nil
    case .disk, .diskLoaded, .diskNone: batch == 80 ? nil : "expected 80, those of the recipe"
    case .read, .readReduced: batch == 1 ? nil : "expected 1, the whole folder"
    case .latency: batch == 1 ? nil : "expected 1, a single pair"
    case .products: batch == 1 ? nil : "expected 1, a table of all"
    case .layers: batch < 2 || batch % 2 == 1 ? "expected an even number of images" : nil
    }
  }
}

/// Something to be done again and again: what one step does, and how many items it treats.
struct Job {
  /// Items of one step.
  let items: Int
  /// What an item is.
  let unit: String
  /// Does the work once.
  let step: () throws -> Void
}

extension Job {
  /// The job of a workload, with random inputs; everything but the work itself is made here.
  ///
  /// - Parameter data: The folder of pictures or the file of packed ones, if the workload needs it.
  init(_ workload: Workload, batch: Int, data: URL? = nil) throws {
    if workload.needsData {
      guard let data else { throw ValidationError("--workload \(workload.rawValue) needs --data") }
      self = try Job(workload, of: data)
      return
    }
    switch workload {
    case .train: self = try .train(pairs: batch)
    case .embed: self = try .embed(images: batch)
    case .official: self = try .official(batch: batch)
    case .quick: self = try .quick(images: batch)
    case .resnet12: self = try .resNet12(images: batch)
    case .conv4: self = try .conv4(images: batch)
    case .embedResNet12: self = try .embed(Networks.resNet12(), images: batch, size: 84)
    case .mobilenet: self = try .embed(Networks.mobileNetV2(), images: batch, size: 224)
    case .latency: self = try .latency()
    case .augment: self = .augment(images: batch, size: 84)
    case .augment112: self = .augment(images: batch, size: 112)
    default: throw ValidationError("--workload \(workload.rawValue) is a table, not a job")
    }
  }

  private init(_ workload: Workload, of data: URL) throws {
    switch workload {
    case .readReduced: self = try .read(data, reducingGap: 2)
    case .disk: self = try .train(onPacked: data, from: .disk)
    case .diskLoaded: self = try .train(onPacked: data, from: .memory)
    case .diskNone: self = try .train(onPacked: data, from: .nowhere)
    default: self = try .read(data, reducingGap: nil)
    }
  }

  private static func train(pairs: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    var network = try Networks.blog()
    var optimizer = Networks.blogOptimizer()
    let left = Networks.images(pairs, for: network, using: &random)
    let right = Networks.images(pairs, for: network, using: &random)
    let targets = alternatingTargets(pairs)
    return Job(items: pairs, unit: "pairs") {
      try OneShot.train(&network, with: &optimizer, steps: 1) { _ in
        (left, right)
      } loss: { network, sides in
        binaryCrossEntropy(network(sides.0, sides.1), targets)
      }
    }
  }

  private static func embed(images count: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    let network = try Networks.blog()
    let images = Networks.images(count, for: network, using: &random)
    return Job(items: count, unit: "images") { _ = network.embed(images) }
  }

  private static func latency() throws -> Job {
    var random = SeededGenerator(seed: 1)
    let network = try Networks.blog()
    let left = Networks.images(1, for: network, using: &random)
    let right = Networks.images(1, for: network, using: &random)
    return Job(items: 1, unit: "pairs") { _ = network(left, right).item }
  }

  private static func official(batch: Int) throws -> Job {
    let network = try Networks.blog()
    let trials = TaskSet.randomTrials(size: 105)
    return Job(items: 400, unit: "trials") {
      _ = Evaluation(of: network, on: trials, batchSize: batch)
    }
  }

  /// The loss of OmniglotExample's preset `quick`.
  private static func quick(images count: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    var network = try Networks.quick()
    var optimizer = Networks.quickOptimizer()
    let batch = LabeledImages(
      images: Networks.images(count, for: network, using: &random),
      labels: (0..<count).map { $0 / 4 })
    return Job(items: count, unit: "images") {
      try OneShot.train(&network, with: &optimizer, steps: 1) { _ in
        batch
      } loss: { network, batch in
        metricLoss(network, batch)
      }
    }
  }
}

/// 1 for every other pair, `[pairs, 1]`.
func alternatingTargets(_ pairs: Int) -> Tensor {
  Tensor((0..<pairs).map { Float(1 - $0 % 2) }, shape: [pairs, 1])
}

extension TaskSet {
  /// Twenty runs of twenty queries against twenty supports, of 800 different random images.
  static func randomTrials(size: Int) -> TaskSet {
    var random = SeededGenerator(seed: 1)
    let words = (0..<800 * size * size / 8 + 1).map { _ in random.next() }
    let pixels = words.withUnsafeBytes { Array($0.prefix(800 * size * size)) }
    let dataset = ImageDataset(
      name: "random", height: size, width: size, groups: [], classes: [], pixels: pixels)
    let tasks = (0..<20).map { run in
      OneShotTask(
        support: (0..<20).map { [run * 40 + $0] }, queries: (20..<40).map { run * 40 + $0 },
        answers: Array(0..<20))
    }
    return TaskSet(dataset: dataset, tasks: tasks)
  }
}
