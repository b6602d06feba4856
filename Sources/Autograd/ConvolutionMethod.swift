import Kernels
import Tensor

/// How convolutions are computed: a switch for tests and measurements. Results agree within rounding.
///
/// ```swift
/// ConvolutionMethod.$current.withValue(.unfolded) {
///   siamese.embed(images)
/// }
/// ```
public enum ConvolutionMethod: Sendable, Hashable {
  /// The cheaper of the two for the shapes at hand, by counted arithmetic and bytes.
  case automatic
  /// Patches laid out as the rows of a matrix (im2col).
  case unfolded
  /// Tiles of so many inputs a side, transformed by the discrete Fourier transform in real numbers,
  /// wherever the stride is 1 and the kernel square and smaller than the tile.
  case bilinear(tile: Int)

  /// The method in force for the current task.
  @TaskLocal public static var current = ConvolutionMethod.automatic

  /// The kernel's choice for a window, nil for its own.
  func algorithm(for window: SlidingWindow) -> ConvolutionAlgorithm? {
    switch self {
    case .automatic: return nil
    case .unfolded: return .unfolded
    case .bilinear(let tile):
      let suits =
        window.strides == (1, 1) && window.kernel.height == window.kernel.width
        && (2..<tile).contains(window.kernel.height)
      return suits ? .bilinear(tile: tile) : .unfolded
    }
  }
}

extension SlidingWindow {
  /// How a convolution with this window is computed, and why: `bilinear, tiles of 20×20: 7.9 G
  /// multiply-adds' worth of time, unfolded 45.3 G`.
  package func planDescription(images: Int, of input: Shape, filters: Int) -> String {
    let window = window(on: input.prepending(images), for: "plan")
    let plan = ConvolutionPlan(window: window, filters: filters)
    func giga(_ cost: Double) -> String { "\((cost / 1e8).rounded() / 10) G" }
    let unfolded = plan.costs[0].cost
    let cost = plan.costs.first { $0.algorithm == plan.algorithm }?.cost ?? unfolded
    let rest = "the time of \(giga(cost)) multiply-adds"
    switch plan.algorithm {
    case .unfolded: return "unfolded: \(rest)"
    case .bilinear(let tile):
      return "bilinear, tiles of \(tile)×\(tile): \(rest), unfolded \(giga(unfolded))"
    case .toomCook(let tile):
      return "Toom–Cook, tiles of \(tile)×\(tile): \(rest), unfolded \(giga(unfolded))"
    }
  }
}
