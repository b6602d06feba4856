import Autograd
import Tensor

/// Compares pixel by pixel: the negative squared Euclidean distance of two images.
///
/// The baseline of the 1-nearest-neighbor classifier; it knows nothing of shifts or strokes.
public struct NearestNeighbor: PairScorer {
  /// `nearest-neighbor`.
  public let name = "nearest-neighbor"

  /// The baseline; there is nothing to choose.
  public init() {}

  /// The pixels of each image: `[n, height · width]`.
  public func embed(_ images: Tensor) -> Tensor { images.flattened() }

  /// −Σ (a − b)² over all pixels: `[m, n]`.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor {
    requireComparable(a, b)
    return -Tensor.pairwiseSquaredL2(a.flattened(), b.flattened())
  }

  /// −Σ (a − b)² over all pixels: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return -(a - b).flattened().square().sum(axes: [1])
  }
}
