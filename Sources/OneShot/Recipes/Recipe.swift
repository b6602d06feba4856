import Datasets

/// How a good recognizer is made, in numbers: the network, what it is shown and how it is trained.
///
/// ```swift
/// let trained = try OneShotClassifier.trained(
///   on: pictures, recipe: .pictures)
/// ```
///
/// or step by step:
///
/// ```swift
/// let recipe = Recipe.quick
/// var siamese = try recipe.network(seed: 1)
/// var optimizer = recipe.optimizer()
/// try train(
///   &siamese, with: &optimizer, on: try recipe.batches(training, seed: 1),
///   steps: recipe.steps
/// ) { siamese, batch in
///   recipe.loss(siamese, batch, legs: recipe.legs)
/// }
/// print(Evaluation(of: recipe.scorer(siamese), on: tasks))
/// ```
public struct Recipe: Sendable, Hashable {
  /// A convolution of the leg.
  public struct Block: Sendable, Hashable, Codable {
    /// The number of 3×3 filters.
    public var filters: Int
    /// Whether a pooling to half the size follows.
    public var pools: Bool

    /// A convolution of so many filters.
    public init(_ filters: Int, pools: Bool = true) {
      self.filters = filters
      self.pools = pools
    }
  }

  /// The height and width of the images that the network sees, in pixels.
  public var imageSize: Int
  /// 1 for gray images, 3 for colors.
  public var channels = 1
  /// Pixels of the images as they come are softened by the square of those within so many of them; 0 for
  /// not at all.
  public var softening = 0
  /// The convolutions of the leg, see ``Networks/convolutional(_:)``.
  public var blocks: [Block]
  /// How many such legs the network has side by side, each with weights of its own; what they say together
  /// is steadier than what one says.
  public var legs = 1
  /// Training steps.
  public var steps: Int
  /// The steps of an epoch: how long until the next validation and checkpoint.
  public var stepsPerEpoch: Int
  /// The classes of a batch, or fewer if there are not as many.
  public var classes: Int
  /// The images of each class in a batch, or fewer if a class has not as many.
  public var imagesPerClass = 4
  /// How many groups the classes of a batch are from, which makes them hard to tell apart; nil for any.
  public var groups: Int?
  /// Whether images turned by 90, 180 and 270 degrees are classes of their own: so for signs and
  /// characters, not for what always stands upright.
  public var turns = true
  /// Whether mirrored images are classes of their own.
  public var reflects = false
  /// Whether recolored images are classes of their own, as
  /// ``/Datasets/ImageDataset/recoloredAsClasses(colorfulness:)`` makes them: so where color is a part of
  /// what a thing is.
  public var recolors = false
  /// Data of fewer classes than this get composites beside them, one for each class, as
  /// ``/Datasets/ImageDataset/compositesAsClasses(perClass:seed:)`` makes them: so for characters all of
  /// which each drawer drew. 0 for never.
  public var compositesBelow = 0
  /// What happens to each training image.
  public var distortion: ImageDistortion
  /// What a batch is judged by.
  public var loss = Loss.contrastive
  /// How weights follow gradients.
  public var rule = Rule.adam
  /// The highest learning rate, to which it rises and from which it falls to a 200th.
  public var peakRate = Loss.contrastive.peakRate
  /// The decay of the mean of the weights that the network ends with, see ``/Training/WeightAverage``; nil
  /// for the weights of the last step.
  public var averaging: Float?
  /// How often an image is embedded once the network is trained, see ``Views``.
  public var views = 4
  /// How further views are distorted; by default a little less than in training.
  public var viewAugmentation = AffineAugmentation.gentle

  /// A recipe of the given numbers; the others have the defaults that the presets share.
  ///
  /// - Parameters:
  ///   - imageSize: The height and width of the images that the network sees, in pixels.
  ///   - blocks: The convolutions of the leg.
  ///   - steps: Training steps.
  ///   - stepsPerEpoch: The steps of an epoch.
  ///   - classes: The classes of a batch, each with four images.
  ///   - distortion: What happens to each training image.
  public init(
    imageSize: Int, blocks: [Block], steps: Int, stepsPerEpoch: Int, classes: Int,
    distortion: ImageDistortion
  ) {
    self.imageSize = imageSize
    self.blocks = blocks
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
    self.classes = classes
    self.distortion = distortion
  }
}

extension Recipe: Codable {
  private enum CodingKeys: CodingKey {
    case imageSize, channels, softening, blocks, legs, steps, stepsPerEpoch, classes, imagesPerClass
    case groups, turns, reflects, recolors, compositesBelow, distortion, loss, rule, peakRate,
      averaging
    case views, viewAugmentation
  }

  /// Reads what `encode(to:)` wrote; what files of earlier versions do not have is as it was then: one leg,
  /// no composites, Adam, nothing averaged, gentle views.
  ///
  /// - Throws: `DecodingError` if something else is missing, or not what it should be.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try values.decode(Value.self, forKey: key)
    }
    self.init(
      imageSize: try value(.imageSize), blocks: try value(.blocks), steps: try value(.steps),
      stepsPerEpoch: try value(.stepsPerEpoch), classes: try value(.classes),
      distortion: try value(.distortion))
    (channels, softening) = (try value(.channels), try value(.softening))
    (imagesPerClass, groups) = (
      try value(.imagesPerClass), try values.decodeIfPresent(Int.self, forKey: .groups)
    )
    (turns, reflects, recolors) = (try value(.turns), try value(.reflects), try value(.recolors))
    (loss, peakRate, views) = (try value(.loss), try value(.peakRate), try value(.views))
    legs = try values.decodeIfPresent(Int.self, forKey: .legs) ?? 1
    compositesBelow = try values.decodeIfPresent(Int.self, forKey: .compositesBelow) ?? 0
    rule = try values.decodeIfPresent(Rule.self, forKey: .rule) ?? .adam
    averaging = try values.decodeIfPresent(Float.self, forKey: .averaging)
    guard legs >= 1 && (averaging.map { (0..<1).contains($0) } ?? true) else {
      throw DecodingError.dataCorruptedError(
        forKey: .legs, in: values,
        debugDescription: "expected at least one leg and averages from 0 to below 1, found \(legs) "
          + "legs, averages of \(averaging.map { "\($0)" } ?? "none")")
    }
    viewAugmentation =
      try values.decodeIfPresent(AffineAugmentation.self, forKey: .viewAugmentation) ?? .gentle
  }
}
