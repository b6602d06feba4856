import Basics
import Kernels
import Tensor

extension Tensor {
  /// The elements of the batch at `indices`, in that order, repeated if an index repeats:
  /// `[count, …]` becomes `[indices.count, …]`.
  public func gathered(at indices: [Int]) -> Tensor {
    require(rank >= 1, "gathered: a scalar has no batch axis")
    let size = shape[0]
    for index in indices {
      require(
        index >= 0 && index < size, "gathered: index \(index) is not in the batch of \(size)")
    }
    let source = shape
    let width = shape.droppingFirst.count
    let target = shape.droppingFirst.prepending(indices.count)
    return mapped { whole in
      Tensor(target) { rows in
        withScalars(whole) { gather($0, indices: indices, width: width, into: rows) }
      }
    } adjoint: { gradient in
      var sum = Tensor.zeros(source)
      sum.mutateScalars { target in
        withScalars(gradient) { scatterAdd($0, indices: indices, width: width, into: target) }
      }
      return sum
    }
  }
}
