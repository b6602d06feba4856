import Autograd
import Basics
import Tensor

/// Which pairs of a batch are of one class: matrices of 0 and 1.
struct ClassPairs {
  let diagonal: Tensor
  let same: Tensor
  let different: Tensor

  init(_ labels: [Int], fitting logits: Tensor, _ loss: String) {
    let count = labels.count
    require(
      logits.shape == [count, count], "\(loss): \(count) labels for logits \(logits.shape)")
    let column = Tensor(labels.map(Float.init)).reshaped(to: [count, 1])
    let isSameClass = column .== column.transposed()
    diagonal = .identity(count)
    same = isSameClass - diagonal
    different = 1 - isSameClass
  }

  var sameCount: Float { max(1, same.sum().item) }
  var differentCount: Float { max(1, different.sum().item) }
}
