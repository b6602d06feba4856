import Basics
import Kernels
import Tensor

/// All that a training image may go through: another pen, an affine map, an elastic distortion.
///
/// However many of them there are, an image is sampled once: resampling blurs, and blur adds up.
/// Strokes are thickened first, at the size of the source, where their edges are sharp; each point of
/// the result is then looked up where the affine map leads, moved by the elastic field. What lies
/// outside the image is paper, 0.
///
/// ```swift
/// let distortion = ImageDistortion(
///   elastic: ElasticAugmentation(), strokes: StrokeAugmentation())
/// let images = dataset.images(
///   at: batch, height: 28, width: 28, distortion: distortion, using: &random
/// )
/// ```
public struct ImageDistortion: Sendable, Hashable, Codable {
  /// Turns, shears, scales and shifts, or nil for none.
  public var affine: AffineAugmentation?
  /// Bends, or nil for none.
  public var elastic: ElasticAugmentation?
  /// Thickens and thins strokes, or nil for none.
  public var strokes: StrokeAugmentation?

  /// The given distortions; by default Koch et al.'s affine ones alone.
  public init(
    affine: AffineAugmentation? = AffineAugmentation(), elastic: ElasticAugmentation? = nil,
    strokes: StrokeAugmentation? = nil
  ) {
    self.affine = affine
    self.elastic = elastic
    self.strokes = strokes
  }

  /// Each of the images, of shape `[count, height, width, channels]`, distorted in its own way and
  /// sampled with bilinear interpolation; ink is above paper, 0.
  ///
  /// The result depends on the generator alone, not on the number of threads; it carries no history
  /// for gradients.
  public func callAsFunction(_ images: Tensor, using random: inout SeededGenerator) -> Tensor {
    let (count, height, width) = size(of: images)
    return Self.distorted(
      images, through: draw(count, height: height, width: width, using: &random))
  }

  /// All of the images, of shape `[count, height, width, channels]`, distorted in one way, drawn once.
  package func distortedAlike(_ images: Tensor, using random: inout SeededGenerator) -> Tensor {
    let (count, height, width) = size(of: images)
    let drawn = draw(1, height: height, width: width, using: &random)
    return Self.distorted(images, through: Array(repeating: drawn[0], count: count))
  }

  private func size(of images: Tensor) -> (count: Int, height: Int, width: Int) {
    require(
      images.rank == 4,
      "ImageDistortion: expected images of [count, height, width, channels], got \(images.shape)")
    return (images.shape[0], images.shape[1], images.shape[2])
  }

  private static func distorted(
    _ images: Tensor, through drawn: [ImageWarp.Distortion]
  ) -> Tensor {
    let (height, width) = (images.shape[1], images.shape[2])
    let warp = ImageWarp(height: height, width: width, targetHeight: height, targetWidth: width)
    return Tensor(images.shape) { target in
      withScalars(images) {
        warp($0, channels: images.shape[3], distortions: drawn, into: target)
      }
    }
  }

  /// What happens to each of `count` images of the given size.
  func draw(
    _ count: Int, height: Int, width: Int, using random: inout SeededGenerator
  ) -> [ImageWarp.Distortion] {
    (0..<count).map { _ in
      let map = affine?.map(height: Float(height), width: Float(width), using: &random)
      return ImageWarp.Distortion(
        map: map ?? .identity, field: elastic?.field(using: &random),
        thickening: strokes?.thickening(size: Float(min(height, width)), using: &random) ?? 0)
    }
  }
}
