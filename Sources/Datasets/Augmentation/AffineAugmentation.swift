import Basics
import Kernels
import Tensor

/// Small random affine distortions of images: other hands drawing the same shape.
///
/// The map is that of Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image
/// recognition" (2015), section 3.4: T = (θ, ρx, ρy, sx, sy, tx, ty), each component drawn uniformly
/// from its range and used with probability 0.5, about the image's middle. Points are scaled, then
/// sheared, then rotated, then shifted. Where the map uncovers what was outside the image there is
/// paper, 0.
///
/// ```swift
/// var augmentation = AffineAugmentation()
/// augmentation.rotation = -15...15
/// let distorted = augmentation(images, using: &random)
/// ```
public struct AffineAugmentation: Sendable, Hashable {
  /// The angle θ in degrees, counterclockwise.
  public var rotation: ClosedRange<Float>
  /// ρx and ρy: how far a point moves along one axis for each step along the other.
  public var shear: ClosedRange<Float>
  /// sx and sy: factors of the size along each axis, positive.
  public var scale: ClosedRange<Float>
  /// tx and ty as parts of the image's width and height.
  public var shift: ClosedRange<Float>
  /// How probable it is for each of the seven components that it is used.
  public var probability: Float

  /// Distortions from the given ranges; the defaults are Koch et al.'s: 10 degrees, shear 0.3, scale
  /// 0.8 to 1.2, shift 2 of 105 pixels, each used with probability 0.5.
  public init(
    rotation: ClosedRange<Float> = -10...10, shear: ClosedRange<Float> = -0.3...0.3,
    scale: ClosedRange<Float> = 0.8...1.2, shift: ClosedRange<Float> = -2 / 105...2 / 105,
    probability: Float = 0.5
  ) {
    require(
      Self.isPossible(scale: scale, shear: shear),
      "AffineAugmentation: scale \(scale) must be positive and shear \(shear) between −1 and 1")
    require(
      (0...1).contains(probability),
      "AffineAugmentation: expected a probability within 0 and 1, got \(probability)")
    self.rotation = rotation
    self.shear = shear
    self.scale = scale
    self.shift = shift
    self.probability = probability
  }

  private static func isPossible(scale: ClosedRange<Float>, shear: ClosedRange<Float>) -> Bool {
    scale.lowerBound > 0 && shear.lowerBound > -1 && shear.upperBound < 1
  }

  /// For training on handwriting: every component always used, with less shear than Koch et al.'s and
  /// more shift. Rotation ±10 degrees, shear ±0.15, scale 0.82 to 1.22, shift ±0.05.
  public static let handwriting = AffineAugmentation(
    shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1)

  /// A little less than in training, every component always used: for further views of an image that
  /// is to be recognized.
  public static let gentle = AffineAugmentation(
    rotation: -6...6, shear: -0.09...0.09, scale: 0.88...1.13, shift: -0.03...0.03, probability: 1)

  /// Each of the images, of shape `[count, height, width, channels]`, through its own map, sampled
  /// with bilinear interpolation.
  ///
  /// The result depends on the generator alone, not on the number of threads; it carries no history
  /// for gradients.
  public func callAsFunction(_ images: Tensor, using random: inout SeededGenerator) -> Tensor {
    ImageDistortion(affine: self)(images, using: &random)
  }

  /// All of the images, of shape `[count, height, width, channels]`, through one map, drawn once.
  ///
  /// A further view of an image is then the same one whichever images lie beside it in the batch.
  package func distortedAlike(
    _ images: Tensor, fill: ImageFill = .zero, using random: inout SeededGenerator
  ) -> Tensor {
    var distortion = ImageDistortion(affine: self)
    distortion.fill = fill
    return distortion.distortedAlike(images, using: &random)
  }

  /// A random map from target to source for an image of the given size.
  func map(
    height: Float, width: Float, using random: inout SeededGenerator
  ) -> AffineMap {
    let angle = component(rotation, neutral: 0, using: &random) * .pi / 180
    let (shearX, shearY) = pair(shear, neutral: 0, using: &random)
    let (scaleX, scaleY) = pair(scale, neutral: 1, using: &random)
    let (shiftX, shiftY) = pair(shift, neutral: 0, using: &random)
    // Rotation · shear · scale; y points down in an image, so that the sine changes its sign.
    let (cosine, sine) = (cosf(angle), sinf(angle))
    let xx = (cosine + sine * shearY) * scaleX
    let xy = (cosine * shearX + sine) * scaleY
    let yx = (-sine + cosine * shearY) * scaleX
    let yy = (-sine * shearX + cosine) * scaleY
    return inverse(xx, xy, yx, yy, x: shiftX * width, y: shiftY * height)
  }

  private func inverse(
    _ xx: Float, _ xy: Float, _ yx: Float, _ yy: Float, x: Float, y: Float
  ) -> AffineMap {
    let scale = 1 / (xx * yy - xy * yx)
    return AffineMap(
      xx: yy * scale, xy: -xy * scale, yx: -yx * scale, yy: xx * scale,
      x: (xy * y - yy * x) * scale, y: (yx * x - xx * y) * scale)
  }

  private func pair(
    _ range: ClosedRange<Float>, neutral: Float, using random: inout SeededGenerator
  ) -> (Float, Float) {
    let first = component(range, neutral: neutral, using: &random)
    return (first, component(range, neutral: neutral, using: &random))
  }

  /// One output of the generator decides whether the component is used, the next one its value.
  private func component(
    _ range: ClosedRange<Float>, neutral: Float, using random: inout SeededGenerator
  ) -> Float {
    let isUsed = random.chance(probability)
    let value = random.float(in: range)
    return isUsed ? value : neutral
  }
}

extension AffineAugmentation: Codable {
  private enum CodingKeys: CodingKey { case rotation, shear, scale, shift, probability }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let scale = try values.decode(ClosedRange<Float>.self, forKey: .scale)
    let shear = try values.decode(ClosedRange<Float>.self, forKey: .shear)
    let probability = try values.decode(Float.self, forKey: .probability)
    guard (0...1).contains(probability) else {
      throw DecodingError.dataCorruptedError(
        forKey: .probability, in: values,
        debugDescription: "expected a probability within 0 and 1, found \(probability)")
    }
    guard Self.isPossible(scale: scale, shear: shear) else {
      throw DecodingError.dataCorruptedError(
        forKey: .scale, in: values,
        debugDescription: "expected a positive scale and shear between −1 and 1, found scale "
          + "\(scale) and shear \(shear)")
    }
    self.init(
      rotation: try values.decode(ClosedRange<Float>.self, forKey: .rotation), shear: shear,
      scale: scale, shift: try values.decode(ClosedRange<Float>.self, forKey: .shift),
      probability: probability)
  }
}
