import Tensor

/// Rows of whole numbers from −4 to 4, whose sums are exact in any order and often equal.
func wholeRows(_ count: Int, _ width: Int, seed: UInt64) -> Tensor {
  var random = SeededGenerator(seed: seed)
  let scalars = Tensor.uniform([count, width], in: -4.49..<4.49, using: &random).scalars
  return Tensor(scalars.map { $0.rounded() }, shape: [count, width])
}
