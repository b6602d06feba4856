import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Trains the network on folders of pictures and calibrates when to say "unknown".
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train on folders of pictures; classes that are held out set the thresholds.")

  @Argument(help: "Folders of pictures, at least two of each class.")
  var folders: [String] = []

  @Option(
    help: ArgumentHelp(
      "Train on Omniglot's small sets, in this folder, instead.", valueName: "folder"))
  var omniglot: String?

  @Option(help: "The height and width that pictures are brought to, in pixels.")
  var size = 28

  @Option(help: "Which pixels are ink: darkOnLight or lightOnDark.")
  var polarity = ImagePreprocessing.Polarity.darkOnLight

  @Option(help: "The part of the classes that is held out, to set the thresholds.")
  var holdOut = 0.2

  @Option(help: "Training steps.")
  var iterations = 1000

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @OptionGroup var options: ModelOptions

  func validate() throws {
    if folders.isEmpty == (omniglot == nil) {
      throw ValidationError("expected folders of pictures, or --omniglot")
    }
    if !(16...256).contains(size) {
      throw ValidationError("--size: found \(size), expected 16 to 256")
    }
    if iterations < 1 {
      throw ValidationError("--iterations: found \(iterations), expected a positive number")
    }
  }

  func run() throws {
    let preprocessing = ImagePreprocessing(height: size, width: size, polarity: polarity)
    let (training, heldOut) = try pictures(preprocessing)
      .splitting(holdingOutClasses: holdOut, seed: seed)
    if !options.json {
      print(
        "\(training.count) pictures of \(training.classes.count) classes to train on, "
          + "\(heldOut.classes.count) classes held out")
    }
    var siamese = try Recognizer.makeNetwork(size: size, seed: seed)
    let seconds = try train(&siamese, on: training)
    let classifier = try Recognizer.classifier(siamese, preprocessing)
    let ways = min(20, heldOut.classes.count - 1)
    var calibration: ClassifierCalibration?
    do {
      calibration = try classifier.calibrate(
        on: heldOut, ways: min(5, ways), scope: .acrossAlphabets, seed: seed)
    } catch let error as SamplingError {
      warn("no threshold for unknown classes: \(error)")
    }
    let accuracy = try? accuracy(of: classifier, on: heldOut, ways: ways)
    try classifier.save(to: URL(filePath: options.model))
    try report(calibration, accuracy.map { (ways, $0) }, seconds)
  }

  /// All pictures; folders of one name in several places are groups of their own.
  private func pictures(_ preprocessing: ImagePreprocessing) throws -> ImageDataset {
    if let omniglot {
      let images = try Omniglot.load([.small1, .small2], in: omniglot)
      return images.resized(height: size, width: size)
    }
    return try ImageDataset.union(
      folders.map { try Recognizer.dataset($0, preprocessing) },
      name: folders.joined(separator: ", "))
  }

  /// - Returns: How long it took, in seconds.
  private func train(
    _ siamese: inout Siamese<Sequential>, on dataset: ImageDataset
  ) throws -> Double {
    let start = ProcessInfo.processInfo.systemUptime
    let batches = try PictureBatches(dataset, size: size, seed: seed)
    let rise = max(1, iterations * 15 / 100)
    var optimizer = Adam(
      learningRate: .sequence(
        .linear(from: 6e-4, to: 6e-3, over: rise, .iteration), for: rise,
        then: .cosine(from: 6e-3, to: 3e-5, over: max(1, iterations - rise))))
    let epochs = max(1, iterations / 100)
    try fit(
      &siamese, with: &optimizer, epochs: epochs,
      stepsPerEpoch: (iterations + epochs - 1) / epochs, seed: seed,
      callbacks: [
        ProgressBar(total: iterations, unit: "pictures", itemsPerStep: batches.size),
        TerminateOnNaN(),
      ]
    ) { step in
      try batches.batch(at: step)
    } loss: { siamese, batch in
      let embeddings = siamese.embed(batch.images)
      let likeness = siamese.distance.allPairs(embeddings, embeddings, weights: Tensor([-5]))
      let still = embeddings.detached
      return supervisedContrastiveLoss(likeness, labels: batch.labels)
        + allPairsBinaryCrossEntropy(
          siamese.logits(embeddings: still, with: still), labels: batch.labels)
    }
    return ProcessInfo.processInfo.systemUptime - start
  }

  private func accuracy(
    of classifier: OneShotClassifier<Sequential>, on heldOut: ImageDataset, ways: Int
  ) throws -> Accuracy {
    let tasks = try TaskSampler(heldOut, ways: ways, queries: ways, scope: .acrossAlphabets)
      .tasks((400 + ways - 1) / ways, seed: seed)
    return evaluate(
      SiameseScorer(classifier.siamese, views: classifier.views), on: tasks, of: heldOut)
  }

  private func report(
    _ calibration: ClassifierCalibration?, _ accuracy: (ways: Int, value: Accuracy)?,
    _ seconds: Double
  ) throws {
    if options.json {
      return try printJSON(
        Report(
          model: options.model, trainingSeconds: seconds, ways: accuracy?.ways,
          accuracy: accuracy?.value.value, equalErrorRate: calibration?.rejection.equalErrorRate))
    }
    if let accuracy {
      print("held-out classes, \(accuracy.ways)-way one-shot: \(accuracy.value)")
    }
    if let calibration { print(calibration) }
    print("\(options.model) written after \(Int(seconds.rounded())) seconds of training")
  }

  private struct Report: Encodable {
    let model: String
    let trainingSeconds: Double
    let ways: Int?
    let accuracy: Double?
    let equalErrorRate: Double?
  }
}

extension ImagePreprocessing.Polarity: ExpressibleByArgument {}
