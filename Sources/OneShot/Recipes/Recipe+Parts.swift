import Datasets
import Foundation
import Layers
import Tensor
import Training

extension Recipe {
  /// The untrained network for images of ``imageSize``: its leg, the mean squared distance and that
  /// distance's own head.
  ///
  /// - Parameter seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` if the images are too small for the poolings.
  public func network(seed: UInt64 = 0) throws(ShapeError) -> Siamese<Sequential> {
    let leg = Networks.convolutional(blocks.map { ($0.filters, $0.pools) })
    return try Siamese(
      legs == 1 ? leg : Sequential { Parallel(Array(repeating: leg, count: legs)) },
      input: [imageSize, imageSize, channels], distance: .meanSquared, seed: seed)
  }

  /// The network as a method, with the recipe's views.
  public func scorer<Leg: Layer>(_ siamese: Siamese<Leg>) -> Views<Siamese<Leg>> {
    views(of: siamese)
  }

  /// Endless batches of distorted images; if the recipe turns, reflects or recolors, of the classes as they
  /// are and of those changed so as well in turn: a turned class is a class of its own, so that a network
  /// learns more than those that it is shown.
  ///
  /// - Parameters:
  ///   - dataset: What to learn from, at its full size; images that are not square are squeezed.
  ///   - seed: Determines the batches.
  /// - Throws: ``SamplingError`` if there are fewer than two classes, one has a single image, images have
  ///   other ``channels``, or cannot be read.
  public func batches(
    _ dataset: ImageDataset, seed: UInt64
  ) throws(SamplingError) -> Batches<LabeledImages> {
    let versions = try versions(of: dataset)
    let all = ClassGroups(of: versions[0])
    let classes = min(classes, max(2, groups.map { $0 * all.smallestGroup } ?? all.classCount))
    let images = min(imagesPerClass, max(2, all.fewestImages))
    var samplers: [ClassBatchSampler] = []
    for dataset in versions {
      samplers.append(
        try ClassBatchSampler(dataset, classes: classes, images: images, groups: groups))
    }
    return .labeled(inTurn: samplers, size: imageSize, distortion: distortion, seed: seed)
  }

  /// Endless one-shot episodes of the batches' images: one example of each class and its other images as
  /// queries; of upright classes and of turned ones in turn, as the batches are.
  ///
  /// - Parameters:
  ///   - dataset: What to learn from, at its full size; images that are not square are squeezed.
  ///   - seed: Determines the episodes.
  /// - Throws: ``SamplingError`` if a group has fewer classes than a batch, a class fewer images, or images
  ///   have other ``channels``.
  public func episodes(
    _ dataset: ImageDataset, seed: UInt64
  ) throws(SamplingError) -> Batches<Episode> {
    var samplers: [TaskSampler] = []
    for dataset in try versions(of: dataset) {
      samplers.append(
        try TaskSampler(
          dataset, ways: classes, queries: classes * (imagesPerClass - 1),
          scope: groups == nil ? .acrossGroups : .withinGroup))
    }
    return .episodes(inTurn: samplers, size: imageSize, distortion: distortion, seed: seed)
  }

  /// The images of a dataset as the network is to see them: softened, and of ``imageSize``.
  public func images(of dataset: ImageDataset) -> ImageDataset {
    softened(dataset).resized(height: imageSize, width: imageSize)
  }

  /// The images as they are and, if the recipe turns, reflects or recolors, with all that come of it as
  /// classes of their own.
  private func versions(of dataset: ImageDataset) throws(SamplingError) -> [ImageDataset] {
    guard dataset.channels == channels else {
      throw .otherChannels(
        dataset: dataset.name, found: dataset.channels, needed: channels, purpose: "the recipe")
    }
    let upright = composed(softened(dataset))
    guard turns || reflects || recolors else { return [upright] }
    var all = upright
    do {
      if recolors && channels == 3 { all = try all.recoloredAsClasses() }
    } catch {
      throw .unreadable(dataset: dataset.name, reason: "\(error)")
    }
    if turns || reflects {
      all = all.symmetriesAsClasses(turns: turns, reflections: reflects)
    }
    return [upright, all]
  }

  /// With composites if there are few classes.
  private func composed(_ dataset: ImageDataset) -> ImageDataset {
    dataset.classes.count < compositesBelow ? dataset.compositesAsClasses() : dataset
  }

  /// Softened at full size, and square so that it can be turned.
  private func softened(_ dataset: ImageDataset) -> ImageDataset {
    let softened = softening == 0 ? dataset : dataset.softened(radius: softening)
    if softened.height == softened.width { return softened }
    return softened.resized(height: imageSize, width: imageSize)
  }

  /// The plan of a training by this recipe, whose checkpoints only the same recipe and data go on from.
  ///
  /// - Parameters:
  ///   - dataset: What is learned from.
  ///   - seed: Determines everything random.
  ///   - checkpoints: Where the training saves where it stands, and goes on from; default nowhere.
  public func plan(
    for dataset: ImageDataset, seed: UInt64, checkpoints: CheckpointFolder? = nil
  ) -> TrainingPlan {
    TrainingPlan(
      steps: steps, stepsPerEpoch: max(1, min(stepsPerEpoch, steps)), seed: seed,
      checkpoints: checkpoints,
      settings: [
        "recipe": json,
        "data": "\(dataset.name): \(dataset.count) images of \(dataset.classes.count) classes",
      ])
  }

  /// The recipe as one line, the same for equal recipes.
  private var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "\(self)"
  }

  /// Whether there is such a network: what is read from a file may be anything.
  var isPossible: Bool {
    (1...4096).contains(imageSize) && (channels == 1 || channels == 3) && !blocks.isEmpty
      && blocks.allSatisfy { (1...65536).contains($0.filters) }
  }
}
