import Basics
import Kernels
import Tensor

/// Mirrors an image at random: left and right exchanged, top and bottom exchanged.
///
/// Not for classes that differ from their mirror images, such as letters and road signs.
public struct RandomFlip: Sendable, Hashable {
  /// How probable it is that left and right are exchanged.
  public var horizontal: Float
  /// How probable it is that top and bottom are exchanged.
  public var vertical: Float

  /// Flips of the given probabilities, 0 to 1; by default half of the images have left and right
  /// exchanged.
  public init(horizontal: Float = 0.5, vertical: Float = 0) {
    requireProbability(horizontal, of: "RandomFlip, horizontal")
    requireProbability(vertical, of: "RandomFlip, vertical")
    self.horizontal = horizontal
    self.vertical = vertical
  }

  /// Which sides are exchanged in one image; of the generator it takes two outputs.
  func draw(using random: inout SeededGenerator) -> (horizontal: Bool, vertical: Bool) {
    let isHorizontal = random.chance(horizontal)
    return (isHorizontal, random.chance(vertical))
  }
}

extension RandomFlip: Codable {
  private enum CodingKeys: CodingKey { case horizontal, vertical }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      horizontal: try values.decodeProbability(.horizontal),
      vertical: try values.decodeProbability(.vertical))
  }
}
