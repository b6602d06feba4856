import Basics
import Kernels
import Tensor

/// Compares the inked pixels of two images as sets of points: the negative modified Hausdorff
/// distance.
///
/// With A and B the coordinates of the inked pixels, each set centered on its mean,
///
/// d(A, B) = max(1/|A| Σₐ min over b of ‖a − b‖, 1/|B| Σ_b min over a of ‖b − a‖).
///
/// Dubuisson and Jain, "A modified Hausdorff distance for object matching", ICPR 1994: their directed
/// distance d₆ combined by f₂. The sets are centered as in the demonstration that comes with Omniglot,
/// which makes 38.8 % errors on the official runs. A pixel is inked if it is darker than half the
/// image's darkest; an image without ink is infinitely far from every other.
public struct ModifiedHausdorff: PairScorer {
  /// `hausdorff`.
  public let name = "hausdorff"

  /// The baseline; there is nothing to choose.
  public init() {}

  /// The images themselves, `[n, height, width, 1]`: their points are found when they are compared.
  public func embed(_ images: Tensor) -> Tensor {
    requireImages(images)
    return images
  }

  /// The negative distances: `[m, n]`.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor {
    requireComparable(a, b)
    return Tensor([a.shape[0], b.shape[0]]) { target in
      modifiedHausdorffScores(points(of: a), points(of: b), into: target)
    }
  }

  /// The negative distances: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return Tensor([a.shape[0]]) { target in
      for (pair, points) in zip(points(of: a), points(of: b)).enumerated() {
        modifiedHausdorffScores([points.0], [points.1], into: target + pair)
      }
    }
  }

  /// The inked pixels of each image.
  private func points(of images: Tensor) -> [PointCloud] {
    requireImages(images)
    let (height, width) = (images.shape[1], images.shape[2])
    return withScalars(images) { pixels in
      (0..<images.shape[0]).map { image in
        inkedPoints(pixels + image * height * width, height: height, width: width)
      }
    }
  }

  private func requireImages(_ images: Tensor) {
    require(
      images.rank == 4 && images.shape[3] == 1,
      "\(name): expected images [count, height, width, 1], got \(images.shape)")
  }
}
