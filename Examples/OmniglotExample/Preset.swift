import ArgumentParser
import OneShot

/// A network, how it is trained, and on images of what size.
protocol Preset: Sendable {
  /// The height and width of the images that the network sees.
  var imageSize: Int { get }
  /// Training steps, unless asked otherwise.
  var iterations: Int { get }
  /// What a step learns from: images or pairs, unless asked otherwise.
  var batchSize: Int { get }
  /// The steps of an epoch: how long until the validation alphabets are looked at again.
  var stepsPerEpoch: Int { get }
  /// How many epochs may pass without a better validation before training ends and the best weights
  /// are taken; nil where training goes on to its end and the last weights are taken.
  var patience: Int? { get }
  /// How often an image is embedded when the network is judged.
  var views: Int { get }
  /// What `results.json` says of the preset.
  var settings: [String: String] { get }

  /// The images as the network is to see them, at their full size.
  func prepared(_ dataset: ImageDataset) -> ImageDataset
  /// The untrained network.
  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential>
  /// The optimizer for a run of so many steps.
  func makeOptimizer(iterations: Int) -> any Optimizer
  /// Draws, distorts and scales the images of each step on a task of its own.
  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches
}

extension Preset {
  var patience: Int? { nil }
  var views: Int { 1 }
  func prepared(_ dataset: ImageDataset) -> ImageDataset { dataset }
}

/// The presets by the names that the command line has for them.
enum PresetName: String, CaseIterable, ExpressibleByArgument {
  /// A small leg on small images, made for two CPU cores and under three minutes in all.
  case quick
  /// The blog post's network and optimizer on full images.
  case blog
  /// The paper's network, initialization, optimizer and pairs.
  case paper
  /// The most accurate network that two CPU cores train within an hour.
  case best

  /// The preset with what is changed in it.
  func preset(_ variation: Variation) -> any Preset {
    switch self {
    case .quick: ThumbnailPreset.quick(variation)
    case .blog: BlogPreset(variation)
    case .paper: PaperPreset(variation)
    case .best: ThumbnailPreset.best(variation)
    }
  }
}
