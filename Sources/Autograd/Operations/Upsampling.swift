import Basics
import Kernels
import Tensor

/// What is put between the pixels of an image that is enlarged.
public enum Upsampling: String, Sendable, Hashable, Codable {
  /// The pixel itself, again.
  case nearest
  /// A weighted mean of the four pixels around, as PyTorch's `align_corners=False` and Keras.
  case bilinear

  /// What each of `size · factor` positions along an axis takes.
  fileprivate func places(_ size: Int, _ factor: Int) -> [PixelMap.Place] {
    (0..<size * factor).map { position in
      guard self == .bilinear else { return PixelMap.Place(position / factor) }
      // Centers of pixels lie on centers; before the first and after the last there is nothing else.
      let place = max(0, (Float(position) + 0.5) / Float(factor) - 0.5)
      let first = min(Int(place), size - 1)
      let second = min(first + 1, size - 1)
      return PixelMap.Place(first, second, share: second == first ? 0 : place - Float(first))
    }
  }
}

extension Tensor {
  /// Images `factor` times as high and as wide.
  ///
  /// - Parameters:
  ///   - factor: How many rows and columns there are for each.
  ///   - interpolation: What is put between the pixels; default the nearest one.
  /// - Returns: `[count, height · factor, width · factor, channels]` for images
  ///   `[count, height, width, channels]`.
  public func upsampled(
    by factor: (height: Int, width: Int), interpolation: Upsampling = .nearest
  ) -> Tensor {
    require(
      factor.height > 0 && factor.width > 0,
      "upsampled: expected positive factors, got \(factor)")
    return mapped(
      for: "upsampled", rows: { interpolation.places($0, factor.height) },
      columns: { interpolation.places($0, factor.width) })
  }
}
