import Basics
import Tensor

/// Thickens or thins the strokes of an image by a random amount: the same hand with another pen.
///
/// The edges of all strokes move outwards or inwards by one distance, which need not be a whole
/// number of pixels: gray-level dilation and erosion, with the last part of a pixel mixed in. An
/// ``ImageDistortion`` applies it before the image is sampled, at the size of the source: there
/// strokes have sharp edges, and half a pixel more of ink is no blur in a smaller image.
public struct StrokeAugmentation: Sendable, Hashable {
  /// How far the edges move outwards, or inwards if it is negative, as a part of the image's height
  /// or width, whichever is smaller; each image draws its own from the range.
  /// Within −0.5 and 0.5.
  ///
  /// A stroke thinned by half its width or more fades away.
  public var change: ClosedRange<Float>

  /// Changes from the given range; the default suits Omniglot's strokes, four to five of 105 pixels
  /// wide: from one pixel less on each side to one more.
  public init(change: ClosedRange<Float> = -1 / 105...1 / 105) {
    require(
      Self.isPossible(change),
      "StrokeAugmentation: change \(change) must be within −0.5 and 0.5 of the image's size")
    self.change = change
  }

  private static func isPossible(_ change: ClosedRange<Float>) -> Bool {
    change.lowerBound >= -0.5 && change.upperBound <= 0.5
  }

  /// A random distance in pixels of an image of the given size.
  func thickening(size: Float, using random: inout SeededGenerator) -> Float {
    random.float(in: change) * size
  }
}

extension StrokeAugmentation: Codable {
  private enum CodingKeys: CodingKey { case change }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let change = try values.decode(ClosedRange<Float>.self, forKey: .change)
    guard Self.isPossible(change) else {
      throw DecodingError.dataCorruptedError(
        forKey: .change, in: values,
        debugDescription: "expected a change within −0.5 and 0.5, found \(change)")
    }
    self.init(change: change)
  }
}
