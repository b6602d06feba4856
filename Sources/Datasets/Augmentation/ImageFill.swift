import Kernels

/// What shows where a distortion uncovers what was outside the image.
public enum ImageFill: Sendable, Hashable, Codable {
  /// A color; for ink the file's 0 is paper. In an image of one channel it is the color's gray.
  case color(PixelColor)
  /// The nearest pixel of the image.
  case edge
  /// The image as in a mirror at its outermost pixels, which do not show twice.
  case reflection

  /// 0 in all channels: paper of ink, black of a photograph.
  public static let zero = ImageFill.color(.black)

  /// The same for images of `channels` channels.
  func surroundings(channels: Int) -> Surroundings {
    switch self {
    case .color(let color): .color(color.values(channels: channels))
    case .edge: .edge
    case .reflection: .reflection
    }
  }
}
