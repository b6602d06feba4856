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
    return pairs.distances().derived(
      from: [a, b] + (weights.map { [$0] } ?? []),
      named: difference == .squared ? "pairwiseSquaredL2" : "pairwiseL1"
    ) { gradient in
      pairs.gradients(gradient, wanted: isTracked)
    } recorded: {
      difference == .squared ? squaredGradients($0) : absoluteGradients($0)
    }
  }
}

/// The gradients of weighted squared distances g: ∂aᵢ = 2 w (aᵢ Σⱼ gᵢⱼ − Σⱼ gᵢⱼ bⱼ), ∂bⱼ likewise and
/// ∂w = Σᵢⱼ gᵢⱼ (aᵢ − bⱼ)².
private func squaredGradients(_ operands: RecordedOperation.Operands) -> [Tensor?] {
  let g = operands.gradient
  // Relative to a point among the rows, so that little cancels.
  let origin = operands.inputs[1].detached.mean(axes: [0])
  let (a, b) = (operands.inputs[0] - origin, operands.inputs[1] - origin)
  let rows = g.sum(axes: [1], keepingDimensions: true)
  let columns = g.sum(axes: [0]).reshaped(to: [b.shape[0], 1])
  let products = g.matmul(b)
  let factor = operands.inputs.count > 2 ? operands.inputs[2] * 2 : Tensor(2)
  var gradients: [Tensor?] = [
    operands.isWanted[0] ? (a * rows - products) * factor : nil,
    operands.isWanted[1] ? (b * columns - g.transposed().matmul(a)) * factor : nil,
  ]
  if operands.inputs.count > 2 {
    let squares = (a.square() * rows).sum(axes: [0]) + (b.square() * columns).sum(axes: [0])
    gradients.append(squares - (a * products).sum(axes: [0]) * 2)
  }
  return gradients
}

/// The gradients of weighted absolute distances, with all `[m, n, k]` signs in memory: they are constant
/// around every point.
private func absoluteGradients(_ operands: RecordedOperation.Operands) -> [Tensor?] {
  let (m, n, k) = (
    operands.inputs[0].shape[0], operands.inputs[1].shape[0], operands.inputs[0].shape[1]
  )
  let (a, b) = (
    operands.inputs[0].reshaped(to: [m, 1, k]), operands.inputs[1].reshaped(to: [1, n, k])
  )
  let (x, y) = (a.detached, b.detached)
  let signed = operands.gradient.reshaped(to: [m, n, 1]) * ((x .> y) - (x .< y))
  guard operands.inputs.count > 2 else {
    return [signed.sum(axes: [1]), -signed.sum(axes: [0])]
  }
  let weighted = signed * operands.inputs[2]
  return [
    weighted.sum(axes: [1]), -weighted.sum(axes: [0]), (signed * (a - b)).sum(axes: [0, 1]),
  ]
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
