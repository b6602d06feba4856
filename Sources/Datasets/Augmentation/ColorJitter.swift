import Basics
import Kernels
import Tensor

/// Other light and another camera: changes of brightness, contrast, saturation and hue, as torchvision's
/// `ColorJitter` makes them.
///
/// The four happen in an order that is drawn for each image, each with an amount drawn from its range.
/// Values are 0 to 1 before and after each. Of an image of one channel only brightness and contrast
/// change, and nothing does where there are neither one nor three channels.
///
/// ```swift
/// // Where colors tell the classes apart.
/// distortion.colors = ColorJitter(saturation: 1...1, hue: 0...0)
/// ```
public struct ColorJitter: Sendable, Hashable {
  /// The factor of all values, 0 or more.
  public var brightness: ClosedRange<Float>
  /// The factor of the distance of all values from the mean of the image's gray, 0 or more.
  public var contrast: ClosedRange<Float>
  /// The factor of the distance of a pixel's channels from its gray, 0 or more.
  public var saturation: ClosedRange<Float>
  /// How far the hue turns, as a part of a whole turn, within −0.5 and 0.5.
  public var hue: ClosedRange<Float>
  /// How probable it is for each of the four that it is used.
  public var probability: Float

  /// Changes from the given ranges; by default factors from 0.6 to 1.4 and a tenth of a turn, always.
  ///
  /// A range of `1...1`, of `0...0` for the hue, leaves out its part.
  public init(
    brightness: ClosedRange<Float> = 0.6...1.4, contrast: ClosedRange<Float> = 0.6...1.4,
    saturation: ClosedRange<Float> = 0.6...1.4, hue: ClosedRange<Float> = -0.1...0.1,
    probability: Float = 1
  ) {
    for (name, range) in [
      ("brightness", brightness), ("contrast", contrast), ("saturation", saturation),
    ] {
      require(Self.isFactor(range), "ColorJitter: \(name) \(range) must be within 0 and 100")
    }
    require(Self.isTurn(hue), "ColorJitter: hue \(hue) must be within −0.5 and 0.5")
    requireProbability(probability, of: "ColorJitter")
    self.brightness = brightness
    self.contrast = contrast
    self.saturation = saturation
    self.hue = hue
    self.probability = probability
  }

  private static func isFactor(_ range: ClosedRange<Float>) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= 100
  }

  private static func isTurn(_ range: ClosedRange<Float>) -> Bool {
    range.lowerBound >= -0.5 && range.upperBound <= 0.5
  }

  /// What happens to one image; of the generator it takes eleven outputs.
  func steps(using random: inout SeededGenerator) -> [ImageStep] {
    var steps: [ImageStep?] = [
      component(brightness, neutral: 1, using: &random).map { .brightness($0) },
      component(contrast, neutral: 1, using: &random).map { .contrast($0) },
      component(saturation, neutral: 1, using: &random).map { .saturation($0) },
      component(hue, neutral: 0, using: &random).map { .hue($0) },
    ]
    for last in [3, 2, 1] { steps.swapAt(last, random.int(in: 0...last)) }
    return steps.compactMap { $0 }
  }

  /// One output of the generator decides whether the component is used, the next one its value; nil
  /// where nothing is to be done.
  private func component(
    _ range: ClosedRange<Float>, neutral: Float, using random: inout SeededGenerator
  ) -> Float? {
    let isUsed = random.chance(probability)
    let value = random.float(in: range)
    return isUsed && value != neutral ? value : nil
  }
}

extension ColorJitter: Codable {
  private enum CodingKeys: CodingKey { case brightness, contrast, saturation, hue, probability }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func factor(_ key: CodingKeys) throws -> ClosedRange<Float> {
      try values.decode(key, expected: "factors within 0 and 100") { Self.isFactor($0) }
    }
    self.init(
      brightness: try factor(.brightness), contrast: try factor(.contrast),
      saturation: try factor(.saturation),
      hue: try values.decode(.hue, expected: "parts of a turn within −0.5 and 0.5") {
        Self.isTurn($0)
      },
      probability: try values.decodeProbability(.probability))
  }
}
