import Autograd
import Tensor

/// Compares pixel by pixel: the negative squared Euclidean distance of two images.
///
/// The baseline of the 1-nearest-neighbor classifier; it knows nothing of shifts or strokes.
public struct NearestNeighbor: OneShotScorer {
  /// `nearest-neighbor`.
  public let name = "nearest-neighbor"

  /// The baseline; there is nothing to choose.
  public init() {}

  /// The pixels of each image: `[height · width]`.
  public func represent(_ images: Tensor) -> [Tensor] {
    let pixels = images.flattened()
    return (0..<pixels.shape[0]).map { pixels[$0] }
  }

  /// −Σ (a − b)² over all pixels: `[queries, supports]`.
  public func scores(of queries: [Tensor], against supports: [Tensor]) -> Tensor {
    -Tensor.pairwiseSquaredL2(.stacked(queries), .stacked(supports))
  }
}
