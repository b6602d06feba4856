import Basics
import Kernels
import Tensor

extension Tensor {
  /// Σₖ wₖ |a[i, k] − b[j, k]| for every row i of `a` and j of `b`, without materializing the
  /// differences.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[n, k]`.
  ///   - weights: `[k]`; default ones.
  /// - Returns: `[m, n]`. The gradient of |x| at 0 is 0.
  public static func pairwiseL1(_ a: Tensor, _ b: Tensor, weights: Tensor? = nil) -> Tensor {
    pairwise(a, b, weights, .absolute)
  }

  /// Σₖ wₖ (a[i, k] − b[j, k])² for every row i of `a` and j of `b`, summed as differences so that
  /// nothing cancels.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[n, k]`.
  ///   - weights: `[k]`; default ones.
  /// - Returns: `[m, n]`.
  public static func pairwiseSquaredL2(
    _ a: Tensor, _ b: Tensor, weights: Tensor? = nil
  ) -> Tensor {
    pairwise(a, b, weights, .squared)
  }

  /// a[i] · b[j] / (|a[i]| |b[j]|) for every row i of `a` and j of `b`: `[m, n]`.
  public static func pairwiseCosine(_ a: Tensor, _ b: Tensor) -> Tensor {
    a.l2Normalized().matmulTransposed(b.l2Normalized())
  }

  /// Each row divided by its Euclidean length, or by `epsilon` (default 1e-12) where that is larger.
  public func l2Normalized(epsilon: Float = 1e-12) -> Tensor {
    let squares = square().sum(axes: [-1], keepingDimensions: true)
    return self / .maximum(squares, Tensor(epsilon * epsilon)).sqrt()
  }

  private static func pairwise(
    _ a: Tensor, _ b: Tensor, _ weights: Tensor?, _ difference: Difference
  ) -> Tensor {
    require(
      a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[1],
      "pairwise distance: expected [m, k] and [n, k], got \(a.shape) and \(b.shape)")
    require(
      weights.map { $0.shape == [a.shape[1]] } ?? true,
      "pairwise distance: expected weights [\(a.shape[1])], got \(weights?.shape ?? [])")
    let pairs = Pairs(
      a: a.detached, b: b.detached, weights: weights?.detached, difference: difference)
    let isTracked = (a: a.isTracked, b: b.isTracked, weights: weights?.isTracked ?? false)
    return pairs.distances().derived(from: [a, b] + (weights.map { [$0] } ?? [])) { gradient in
      pairs.gradients(gradient, wanted: isTracked)
    }
  }
}

/// The operands of a pairwise distance.
private struct Pairs: Sendable {
  let a: Tensor
  let b: Tensor
  let weights: Tensor?
  let difference: Difference

  func distances() -> Tensor {
    Tensor([a.shape[0], b.shape[0]]) { target in
      withScalars(a, b, weights) { kernel($0, $1, $2).distances(into: target) }
    }
  }

  func gradients(
    _ gradient: Tensor, wanted: (a: Bool, b: Bool, weights: Bool)
  ) -> [Tensor?] {
    let da = wanted.a ? Storage(count: a.count) : nil
    let db = wanted.b ? Storage(count: b.count) : nil
    let dw = wanted.weights ? Storage(count: a.shape[1]) : nil
    withScalars(a, b, weights, gradient) { a, b, weights, gradient in
      withScalars(da, db, dw) {
        kernel(a, b, weights).gradients(gradient, into: .init(a: $0, b: $1, weights: $2))
      }
    }
    return [
      da.map { Tensor(shape: a.shape, storage: $0) },
      db.map { Tensor(shape: b.shape, storage: $0) },
      dw.map { Tensor(shape: [a.shape[1]], storage: $0) },
    ]
  }

  private func kernel(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ weights: UnsafePointer<Float>?
  ) -> PairwiseDistance {
    PairwiseDistance(
      Matrix(x, a.shape[0], a.shape[1]), Matrix(y, b.shape[0], b.shape[1]), weights: weights,
      difference)
  }
}
