import Tensor

/// Says how alike images are: all that one-shot classification needs of a method.
///
/// A method first represents each image for itself, once, and then scores pairs of representations,
/// so that 400 official trials cost 800 representations and not one for each of 16 000 images
/// compared.
///
/// ```swift
/// struct InkCount: OneShotScorer {
///   let name = "ink-count"
///   func represent(_ images: Tensor) -> [Float] { images.flattened().sum(axes: [1]).scalars }
///   func scores(of queries: [Float], against supports: [Float]) -> Tensor {
///     -(Tensor(queries).expandingDimension(at: 1) - Tensor(supports)).abs()
///   }
/// }
/// ```
public protocol OneShotScorer: Sendable {
  /// What the method keeps of one image.
  associatedtype Representation: Sendable

  /// The method's name in reports: `random`, `nearest-neighbour`, `hausdorff`, `siamese`.
  var name: String { get }

  /// One representation for each image of `[count, height, width, 1]`, 0 for paper and 1 for ink.
  func represent(_ images: Tensor) -> [Representation]

  /// How alike each query is to each support image: `[queries, supports]`, larger for more alike.
  func scores(of queries: [Representation], against supports: [Representation]) -> Tensor
}
