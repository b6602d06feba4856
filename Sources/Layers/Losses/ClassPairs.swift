import Autograd
import Basics
import Tensor

/// Which pairs of a batch and a reference set are of one class: matrices of 0 and 1, a row for each
/// element of the batch.
///
/// Without a reference set the batch is compared with itself. A pair of an element and itself is in
/// neither of the two matrices.
struct ClassPairs {
  /// 1 for an element and itself.
  let own: Tensor
  let same: Tensor
  let different: Tensor

  /// The pairs that the rows and columns of `matrix` are about.
  init(
    _ labels: [Int], fitting matrix: Tensor, against reference: ReferenceSet? = nil, _ loss: String
  ) {
    let (rows, columns) = (labels.count, reference?.count ?? labels.count)
    require(
      matrix.shape == [rows, columns],
      "\(loss): \(labels.count) labels"
        + (reference.map { " and a reference set of \($0.count)" } ?? "")
        + " for logits \(matrix.shape)")
    var numbers: [Int: Float] = [:]
    func column(_ labels: [Int]) -> Tensor {
      let dense = labels.map { label -> Float in
        let number = numbers[label] ?? Float(numbers.count)
        numbers[label] = number
        return number
      }
      return Tensor(dense, shape: [labels.count, 1])
    }
    let batch = column(labels)
    let isSameClass = batch .== (reference.map { column($0.labels) } ?? batch).transposed()
    own = reference.map { $0.own(of: rows, loss) } ?? .identity(rows)
    same = isSameClass * (1 - own)
    different = (1 - isSameClass) * (1 - own)
  }

  var sameCount: Float { max(1, same.sum().item) }
  var differentCount: Float { max(1, different.sum().item) }
}

extension Tensor {
  /// log(1 + Σ eˣ) of each row, over the scalars where `mask` is 1; nothing overflows. A row without any
  /// is 0.
  func logOnePlusSumExp(where mask: Tensor) -> Tensor {
    // What is masked is so small that its exponential and its gradient are exactly 0.
    let kept = self * mask - (1 - mask) * 1e9
    return Tensor.concatenated([kept, .zeros([shape[0], 1])], axis: 1).logSumExp()
  }
}
