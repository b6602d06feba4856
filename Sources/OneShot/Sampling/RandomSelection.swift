import Tensor

extension Array {
  /// `count` of the elements, distinct by position and in random order: the first steps of a
  /// Fisher–Yates shuffle.
  func sample(_ count: Int, using random: inout SeededGenerator) -> [Element] {
    var pool = self
    for i in 0..<count { pool.swapAt(i, .random(in: i..<pool.count, using: &random)) }
    return Array(pool[..<count])
  }

  /// One of the elements, of which there must be any.
  func pick(using random: inout SeededGenerator) -> Element {
    self[.random(in: indices, using: &random)]
  }
}
