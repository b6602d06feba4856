import Basics
import Kernels
import Tensor

extension Tensor {
  /// The matrix product of `[m, k]` and `[k, n]`: `[m, n]`.
  public func matmul(_ other: Tensor) -> Tensor {
    multiplied(by: other, transposing: false)
  }

  /// The product with the transposition of `other`, `[m, k]` and `[n, k]`: `[m, n]`.
  public func matmulTransposed(_ other: Tensor) -> Tensor {
    multiplied(by: other, transposing: true)
  }

  private func multiplied(by other: Tensor, transposing: Bool) -> Tensor {
    let (a, b) = (detached, other.detached)
    let isTracked = (a: isTracked, b: other.isTracked)
    return Tensor.product(a, false, b, transposing).derived(
      from: [self, other], named: transposing ? "matmulTransposed" : "matmul"
    ) { gradient in
      [
        isTracked.a ? .product(gradient, false, b, !transposing) : nil,
        !isTracked.b
          ? nil
          : transposing
            ? .product(gradient, true, a, false) : .product(a, true, gradient, false),
      ]
    } recorded: {
      let (gradient, a, b) = ($0.gradient, $0.inputs[0], $0.inputs[1])
      return [
        $0.isWanted[0] ? gradient.multiplied(by: b, transposing: !transposing) : nil,
        !$0.isWanted[1]
          ? nil
          : transposing
            ? gradient.multipliedTransposed(by: a) : a.multipliedTransposed(by: gradient),
      ]
    }
  }

  /// The product of this matrix's transposition and another matrix.
  private func multipliedTransposed(by other: Tensor) -> Tensor {
    let (a, b) = (detached, other.detached)
    return Tensor.product(a, true, b, false).derived(from: [self, other]) { gradient in
      [.product(b, false, gradient, true), .product(a, false, gradient, false)]
    } recorded: {
      let (gradient, a, b) = ($0.gradient, $0.inputs[0], $0.inputs[1])
      return [
        $0.isWanted[0] ? b.matmulTransposed(gradient) : nil,
        $0.isWanted[1] ? a.matmul(gradient) : nil,
      ]
    }
  }

  /// The product of two matrices, each transposed first if asked, without history.
  static func product(
    _ a: Tensor, _ transposingA: Bool, _ b: Tensor, _ transposingB: Bool
  ) -> Tensor {
    require(
      a.rank == 2 && b.rank == 2
        && a.shape[transposingA ? 0 : 1] == b.shape[transposingB ? 1 : 0],
      "matmul: shapes \(a.shape)\(transposingA ? "ᵀ" : "") and "
        + "\(b.shape)\(transposingB ? "ᵀ" : "") do not fit")
    let shape: Shape = [a.shape[transposingA ? 1 : 0], b.shape[transposingB ? 0 : 1]]
    if a.count == 0 || b.count == 0 { return .zeros(shape) }
    return Tensor(shape) { result in
      withScalars(a, b) {
        let left = Matrix($0, a.shape[0], a.shape[1])
        let right = Matrix($1, b.shape[0], b.shape[1])
        parallelMultiply(
          transposingA ? left.transposed : left, transposingB ? right.transposed : right,
          into: result)
      }
    }
  }
}
