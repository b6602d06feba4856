/// What lies outside an image.
package enum Surroundings: Sendable, Equatable {
  /// One value for each of up to four channels, 0 to 1; further channels have the last one's.
  case color(SIMD4<Float>)
  /// The nearest pixel of the image.
  case edge
  /// The image as in a mirror, without its outermost pixel once more: `d c b | a b c d | c b a`.
  case reflection

  package static let zero = Surroundings.color(.zero)

  /// The value beside a channel.
  func value(ofChannel channel: Int) -> Float? {
    guard case .color(let color) = self else { return nil }
    return color[min(channel, 3)]
  }
}
