import Basics
import Kernels
import Tensor

extension Tensor {
  /// The x with `self · x = b`, for `b` of shape `[n, m]`, by LU decomposition with pivoting.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is singular.
  public func solving(_ b: Tensor) throws(LinearAlgebraError) -> Tensor {
    let size = squareSize("solving")
    require(
      b.rank == 2 && b.shape[0] == size, "solving: a \(shape) matrix and right side \(b.shape)")
    let matrix = detached
    guard let x = matrix.solution(b.detached) else {
      throw LinearAlgebraError("solving", shape, "singular")
    }
    return x.derived(from: [self, b]) { gradient in
      // dB = A⁻ᵀ dX and dA = −dB Xᵀ; Aᵀ is regular because A is.
      guard let right = matrix.transposed().solution(gradient) else { return [nil, nil] }
      return [-right.matmulTransposed(x), right]
    } recorded: {
      guard let right = try? $0.inputs[0].transposed().solving($0.gradient) else {
        return [nil, nil]
      }
      return [-right.matmulTransposed($0.output), right]
    }
  }

  private func solution(_ b: Tensor) -> Tensor? {
    var (work, result) = (self, b)
    let info = work.mutateScalars { a in
      result.mutateScalars { solve(a, n: shape[0], $0, columns: b.shape[1]) }
    }
    return info == 0 ? result : nil
  }
}
