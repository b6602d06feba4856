import ArgumentParser
import Basics
import DatasetFiles
import ExampleSupport
import Files
import Foundation
import OneShot

/// Trains the network on folders of pictures and calibrates when to say "unknown".
struct Train: ResumableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train on folders of pictures; classes that are held out set the thresholds.")

  @Argument(help: "Folders of pictures, at least two of each class.")
  var folders: [String] = []

  @Option(
    help: ArgumentHelp(
      "Train on Omniglot's small sets, in this folder, instead.", valueName: "folder"))
  var omniglot: String?

  @Option(help: "The height and width of the images, in pixels; by default 48, of ink 28.")
  var size: Int?

  @Option(help: "The pictures are not in color but gray ink: darkOnLight or lightOnDark.")
  var ink: PixelValues.Polarity?

  @Option(help: "The part of the classes that is held out, to set the thresholds.")
  var holdOut = 0.2

  @Option(help: "Training steps.")
  var iterations = 1000

  @Option(help: "Determines everything random.")
  var seed: UInt64 = 1

  @Flag(help: "Go on with the training of --model that was interrupted; it knows its options.")
  var resume = false

  @OptionGroup var options: ModelOptions

  func validate() throws {
    if !resume && folders.isEmpty == (omniglot == nil) {
      throw ValidationError("expected folders of pictures, or --omniglot")
    }
    if let size, !(16...256).contains(size) {
      throw ValidationError("--size: found \(size), expected 16 to 256")
    }
    try requirePositive(iterations, "--iterations")
  }

  func run() throws {
    try Files.requireWritable(options.url)
    if let old = try? OneShotClassifier<Sequential>(contentsOf: options.url), !resume {
      warn("\(options.model) will be replaced, with \(counted(old.labels.count, "enrolled class"))")
    }
    let folder = try RunFolder(options.model + ".training", resumes: resume)
    do {
      try beginOrResume(in: folder, Array(CommandLine.arguments.dropFirst(2)))
    } catch {
      if !folder.isInterrupted { folder.remove() }
      throw error
    }
  }

  func work(in folder: RunFolder) throws {
    var recipe = ink == nil && omniglot == nil ? Recipe.photographs : .pictures
    (recipe.imageSize, recipe.steps) = (size ?? recipe.imageSize, iterations)
    let side = recipe.imageSize
    let preprocessing =
      ink.map { ImagePreprocessing(height: side, width: side, values: .ink($0)) }
      ?? recipe.preprocessing
    let (training, heldOut) = try images(preprocessing)
      .splitting(holdingOutClasses: holdOut, seed: seed)
    if !options.json {
      print(
        "\(counted(training.count, "picture")) of \(counted(training.classes.count, "class")) "
          + "to train on, \(counted(heldOut.classes.count, "class")) held out")
    }
    do {
      let trained = try OneShotClassifier.trained(
        on: training, heldOut: heldOut, recipe: recipe, preprocessing: preprocessing, seed: seed,
        checkpoints: folder.checkpoints())
      try trained.classifier.save(to: options.url)
      folder.remove()
      if options.json { return try printJSON(trained) }
      print(trained, "\(options.model) is written", separator: "\n")
    } catch let interruption as TrainingInterruption {
      throw folder.interruption(
        interruption.reason, ["RecogniserExample", "train", "--model", options.model])
    }
  }

  /// All pictures; what folders of one name have of one class is one class.
  private func images(_ preprocessing: ImagePreprocessing) throws -> ImageDataset {
    if let omniglot {
      return try Omniglot.load([.small1, .small2], in: URL(filePath: omniglot))
        .resized(height: preprocessing.height, width: preprocessing.width)
    }
    return try ImageDataset.union(
      folders.map { try pictures(in: $0, preprocessing) }, name: folders.joined(separator: ", "))
  }
}
