import Basics
import Kernels
import Tensor

/// Blurs an image by a Gaussian of random width, as a camera does that is out of focus.
public struct GaussianBlur: Sendable, Hashable {
  /// The standard deviation σ in pixels of the distorted image, above 0 and at most 100; each image
  /// draws its own from the range.
  public var sigma: ClosedRange<Float>
  /// How probable it is that an image is blurred.
  public var probability: Float

  /// Blurs from the given range; by default from 0.1 to 2 pixels, of half of the images.
  public init(sigma: ClosedRange<Float> = 0.1...2, probability: Float = 0.5) {
    require(
      Self.isPossible(sigma), "GaussianBlur: sigma \(sigma) must be above 0 and at most 100 pixels")
    requireProbability(probability, of: "GaussianBlur")
    self.sigma = sigma
    self.probability = probability
  }

  private static func isPossible(_ sigma: ClosedRange<Float>) -> Bool {
    sigma.lowerBound > 0 && sigma.upperBound <= 100
  }

  /// What happens to one image; of the generator it takes two outputs.
  func step(using random: inout SeededGenerator) -> ImageStep? {
    let isUsed = random.chance(probability)
    let sigma = random.float(in: sigma)
    return isUsed ? .blur(sigma) : nil
  }
}

extension GaussianBlur: Codable {
  private enum CodingKeys: CodingKey { case sigma, probability }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      sigma: try values.decode(.sigma, expected: "a sigma above 0 and at most 100") {
        Self.isPossible($0)
      },
      probability: try values.decodeProbability(.probability))
  }
}
