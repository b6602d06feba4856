import Basics
import Kernels
import Tensor

/// Covers a random rectangle of an image, so that no single part of it decides.
///
/// Zhong et al., "Random erasing data augmentation" (2020); the rectangle is drawn as by torchvision's
/// `RandomErasing`. If none of ten fits into the image, nothing is covered.
public struct RandomErasing: Sendable, Hashable {
  /// What covers the rectangle, before values are brought to a mean and a deviation.
  public enum Content: String, Sendable, Hashable, Codable, CaseIterable {
    /// 0 in all channels: paper of ink, black of a photograph.
    case zero
    /// The mean of each channel over the image.
    case mean
    /// Values from 0 to 1, drawn for each channel of each pixel.
    case noise
  }

  /// The rectangle's area in units of the image's, above 0 and at most 1.
  public var scale: ClosedRange<Float>
  /// The rectangle's height over its width.
  public var ratio: ClosedRange<Float>
  /// What covers it.
  public var content: Content
  /// How probable it is that a rectangle is covered.
  public var probability: Float

  /// Rectangles from the given ranges; by default of 0.02 to 0.33 of the area and 0.3 to 3.3 of
  /// proportions, covered by the image's mean, in half of the images.
  public init(
    scale: ClosedRange<Float> = 0.02...0.33, ratio: ClosedRange<Float> = 0.3...3.3,
    content: Content = .mean, probability: Float = 0.5
  ) {
    require(
      RandomBox.isPossible(scale: scale),
      "RandomErasing: scale \(scale) must be above 0 and at most 1")
    require(
      RandomBox.isPossible(ratio: ratio),
      "RandomErasing: ratio \(ratio) must be within 0.01 and 100")
    requireProbability(probability, of: "RandomErasing")
    self.scale = scale
    self.ratio = ratio
    self.content = content
    self.probability = probability
  }

  /// What happens to one image of the given size.
  func step(for size: ImageSize, using random: inout SeededGenerator) -> ImageStep? {
    guard random.chance(probability) else { return nil }
    // Here the ratio is that of the height.
    let turned = 1 / ratio.upperBound...1 / ratio.lowerBound
    guard
      let box = RandomBox(scale: scale, ratio: turned).draw(within: size, using: &random)
    else { return nil }
    let content: ErasedBox.Content =
      switch content {
      case .zero: .zero
      case .mean: .mean
      case .noise: .noise(SplitMix64(state: random.next()))
      }
    return .erasing(ErasedBox(top: box.top, left: box.left, size: box.size, content: content))
  }
}

extension RandomErasing: Codable {
  private enum CodingKeys: CodingKey { case scale, ratio, content, probability }

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
      content: try values.decode(Content.self, forKey: .content),
      probability: try values.decodeProbability(.probability))
  }
}
