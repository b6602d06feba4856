import Basics
import Kernels
import Tensor

/// Smooth random displacements that bend the strokes of an image, another field for each image.
///
/// Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
/// document analysis", ICDAR 2003: random vectors, smoothed by a Gaussian, displace the points of the
/// image. Here they are drawn on a coarse grid and joined by a cubic B-spline, which smooths them
/// nearly as a Gaussian would and costs little. An ``ImageDistortion`` applies them.
public struct ElasticAugmentation: Sendable, Hashable {
  /// The standard deviation of the displacements along each axis, as a part of the image's width and
  /// height, 0 to 0.5; each image draws its own from the range.
  public var amplitude: ClosedRange<Float>
  /// The standard deviation σ of the smoothing Gaussian as a part of the image's width and height,
  /// 0.01 to 10: small values shake strokes, large ones bend the whole image.
  public var smoothness: Float

  /// Displacements of the given size; by default up to 0.03 of the image's, smoothed by 0.14.
  ///
  /// At a smoothness of 0.14 an amplitude of 0.05 already closes small loops of handwriting.
  public init(amplitude: ClosedRange<Float> = 0...0.03, smoothness: Float = 0.14) {
    require(
      Self.isPossible(amplitude: amplitude, smoothness: smoothness),
      "ElasticAugmentation: amplitude \(amplitude) must be within 0 and 0.5, smoothness "
        + "\(smoothness) within 0.01 and 10")
    self.amplitude = amplitude
    self.smoothness = smoothness
  }

  private static func isPossible(amplitude: ClosedRange<Float>, smoothness: Float) -> Bool {
    amplitude.lowerBound >= 0 && amplitude.upperBound <= 0.5 && (0.01...10).contains(smoothness)
  }

  /// A random field; of the generator it takes two outputs.
  func field(using random: inout SeededGenerator) -> DisplacementField {
    let amplitude = random.float(in: amplitude)
    // The variance of a cubic B-spline is a third of the squared distance of its knots.
    return DisplacementField(
      amplitude: amplitude, spacing: smoothness * Float(3).squareRoot(),
      random: SplitMix64(state: random.next()))
  }
}

extension ElasticAugmentation: Codable {
  private enum CodingKeys: CodingKey { case amplitude, smoothness }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let amplitude = try values.decode(ClosedRange<Float>.self, forKey: .amplitude)
    let smoothness = try values.decode(Float.self, forKey: .smoothness)
    guard Self.isPossible(amplitude: amplitude, smoothness: smoothness) else {
      throw DecodingError.dataCorruptedError(
        forKey: .amplitude, in: values,
        debugDescription: "expected an amplitude within 0 and 0.5 and a smoothness within 0.01 and "
          + "10, found \(amplitude) and \(smoothness)")
    }
    self.init(amplitude: amplitude, smoothness: smoothness)
  }
}
