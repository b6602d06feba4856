import Basics
import Kernels
import Tensor

extension Tensor {
  /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor.
  public func transposed(permutation: [Int]) -> Tensor {
    let order = permutation.map(shape.resolved)
    require(
      order.sorted() == Array(0..<rank),
      "transposed: \(permutation) is no permutation of the axes of \(shape)")
    let target = Shape(order.map { shape[$0] })
    let inverse = order.indices.map { axis in order.firstIndex(of: axis)! }
    let result = Tensor(target) { result in
      if count == 0 { return }
      withScalars(self) {
        transpose($0, shape: shape.dimensions, permutation: order, into: result)
      }
    }
    return result.derived(linearlyFrom: self) { $0.transposed(permutation: inverse) }
  }

  /// The axes in reverse order: a matrix's transposition.
  public func transposed() -> Tensor { transposed(permutation: (0..<rank).reversed()) }
}
