import Basics
import Kernels
import Tensor

extension Tensor {
  /// The matrix product of each pair of matrices, `[count, m, k]` and `[count, k, n]`: `[count, m, n]`.
  public func batchMatmul(_ other: Tensor) -> Tensor {
    batchMultiplied(by: other, transposing: false)
  }

  /// The product with the transposition of each matrix of `other`, `[count, m, k]` and `[count, n, k]`:
  /// `[count, m, n]`.
  public func batchMatmulTransposed(_ other: Tensor) -> Tensor {
    batchMultiplied(by: other, transposing: true)
  }

  private func batchMultiplied(by other: Tensor, transposing: Bool) -> Tensor {
    let (a, b) = (detached, other.detached)
    let wanted = (a: isTracked, b: other.isTracked)
    let result = Tensor.batchProduct(a, false, b, transposing)
    return result.derived(from: [self, other]) { gradient in
      [
        wanted.a ? .batchProduct(gradient, false, b, !transposing) : nil,
        !wanted.b
          ? nil
          : transposing
            ? .batchProduct(gradient, true, a, false) : .batchProduct(a, true, gradient, false),
      ]
    } recorded: {
      let (gradient, a, b) = ($0.gradient, $0.inputs[0], $0.inputs[1])
      return [
        $0.isWanted[0] ? gradient.batchMultiplied(by: b, transposing: !transposing) : nil,
        !$0.isWanted[1]
          ? nil
          : transposing
            ? gradient.batchMultipliedTransposed(by: a) : a.batchMultipliedTransposed(by: gradient),
      ]
    }
  }

  /// The products of the transpositions of these matrices and the other ones.
  private func batchMultipliedTransposed(by other: Tensor) -> Tensor {
    let (a, b) = (detached, other.detached)
    return Tensor.batchProduct(a, true, b, false).derived(from: [self, other]) { gradient in
      [.batchProduct(b, false, gradient, true), .batchProduct(a, false, gradient, false)]
    } recorded: {
      let (gradient, a, b) = ($0.gradient, $0.inputs[0], $0.inputs[1])
      return [
        $0.isWanted[0] ? b.batchMatmulTransposed(gradient) : nil,
        $0.isWanted[1] ? a.batchMatmul(gradient) : nil,
      ]
    }
  }

  /// The products of pairs of matrices, each transposed first if asked, without history.
  private static func batchProduct(
    _ a: Tensor, _ transposingA: Bool, _ b: Tensor, _ transposingB: Bool
  ) -> Tensor {
    require(
      a.rank == 3 && b.rank == 3 && a.shape[0] == b.shape[0]
        && a.shape[transposingA ? 1 : 2] == b.shape[transposingB ? 2 : 1],
      "batchMatmul: shapes \(a.shape)\(transposingA ? "ᵀ" : "") and "
        + "\(b.shape)\(transposingB ? "ᵀ" : "") do not fit")
    let shape: Shape = [
      a.shape[0], a.shape[transposingA ? 2 : 1], b.shape[transposingB ? 1 : 2],
    ]
    if a.count == 0 || b.count == 0 { return .zeros(shape) }
    return Tensor(shape) { result in
      withScalars(a, b) {
        let left = Matrix($0, a.shape[1], a.shape[2])
        let right = Matrix($1, b.shape[1], b.shape[2])
        batchMultiply(
          transposingA ? left.transposed : left, transposingB ? right.transposed : right,
          count: shape[0], into: result)
      }
    }
  }
}
