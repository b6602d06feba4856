import Basics
import Kernels
import Tensor

/// A random part of an image, of random size and proportions, which then fills the whole image.
///
/// Szegedy et al., "Going deeper with convolutions" (2015), section 6; the part is drawn as by
/// torchvision's `RandomResizedCrop`: an area and a logarithm of the proportions, both uniform, up to
/// ten times, until the part fits into the image; otherwise the largest part in the middle whose
/// proportions are allowed.
public struct RandomResizedCrop: Sendable, Hashable {
  /// The part's area in units of the image's, above 0 and at most 1.
  public var scale: ClosedRange<Float>
  /// The part's width over its height, before it is brought to the image's proportions.
  public var ratio: ClosedRange<Float>
  /// How probable it is that an image is cropped.
  public var probability: Float

  /// Parts from the given ranges; by default of 0.08 to 1 of the area and 3/4 to 4/3 of proportions,
  /// of every image.
  public init(
    scale: ClosedRange<Float> = 0.08...1, ratio: ClosedRange<Float> = 3 / 4...4 / 3,
    probability: Float = 1
  ) {
    require(
      RandomBox.isPossible(scale: scale),
      "RandomResizedCrop: scale \(scale) must be above 0 and at most 1")
    require(
      RandomBox.isPossible(ratio: ratio),
      "RandomResizedCrop: ratio \(ratio) must be within 0.01 and 100"
    )
    requireProbability(probability, of: "RandomResizedCrop")
    self.scale = scale
    self.ratio = ratio
    self.probability = probability
  }

  /// A random part of an image of the given size, or nil for all of it.
  func box(of size: ImageSize, using random: inout SeededGenerator) -> ImageBox? {
    guard random.chance(probability) else { return nil }
    return RandomBox(scale: scale, ratio: ratio).draw(within: size, using: &random)
      ?? middle(of: size)
  }

  /// The largest part in the middle that has one of the proportions.
  private func middle(of size: ImageSize) -> ImageBox {
    var part = size
    let found = Float(size.width) / Float(size.height)
    if found < ratio.lowerBound {
      part.height = Int((Float(size.width) / ratio.lowerBound).rounded())
    } else if found > ratio.upperBound {
      part.width = Int((Float(size.height) * ratio.upperBound).rounded())
    }
    part.height = max(1, min(size.height, part.height))
    part.width = max(1, min(size.width, part.width))
    return ImageBox(
      top: (size.height - part.height) / 2, left: (size.width - part.width) / 2, size: part)
  }
}

extension RandomResizedCrop: Codable {
  private enum CodingKeys: CodingKey { case scale, ratio, probability }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      scale: try values.decode(.scale, expected: "a scale above 0 and at most 1") {
        RandomBox.isPossible(scale: $0)
      },
      ratio: try values.decode(.ratio, expected: "a ratio within 0.01 and 100") {
        RandomBox.isPossible(ratio: $0)
      },
      probability: try values.decodeProbability(.probability))
  }
}
