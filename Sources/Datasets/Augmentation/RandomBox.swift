import Basics
import Kernels
import Tensor

/// A rectangle of whole pixels within an image.
struct ImageBox: Equatable {
  var top: Int
  var left: Int
  var size: ImageSize
}

/// Draws rectangles as torchvision's `RandomResizedCrop` and `RandomErasing` do.
struct RandomBox {
  /// The area in units of the image's.
  let scale: ClosedRange<Float>
  /// One side over the other one; its logarithm is uniform.
  let ratio: ClosedRange<Float>

  private static let attempts = 10

  static func isPossible(scale: ClosedRange<Float>) -> Bool {
    scale.lowerBound > 0 && scale.upperBound <= 1
  }

  static func isPossible(ratio: ClosedRange<Float>) -> Bool {
    ratio.lowerBound >= 0.01 && ratio.upperBound <= 100
  }

  /// A rectangle of random size at a random place; nil if none of ten fits into the image.
  func draw(within image: ImageSize, using random: inout SeededGenerator) -> ImageBox? {
    let logarithms = logf(ratio.lowerBound)...logf(ratio.upperBound)
    for _ in 0..<Self.attempts {
      let area = random.float(in: scale) * Float(image.pixels)
      let proportions = expf(random.float(in: logarithms))
      let size = ImageSize(
        height: Int((area / proportions).squareRoot().rounded()),
        width: Int((area * proportions).squareRoot().rounded()))
      guard (1...max(1, image.height)).contains(size.height),
        (1...max(1, image.width)).contains(size.width)
      else { continue }
      let top = random.int(in: 0...image.height - size.height)
      return ImageBox(
        top: top, left: random.int(in: 0...image.width - size.width), size: size)
    }
    return nil
  }
}
