import Training

/// Who has which branches of a tree.
struct ExchangePlan: Sendable {
  /// A branch's place: the process that has it, and its number among that one's branches.
  struct Place: Sendable {
    let rank: Int
    let index: Int
  }

  let places: [ShardTree.Branch: Place]
  /// The number of branches of each process.
  let counts: [Int]
  /// The number of the first branch of each process among all branches.
  let firsts: [Int]

  init(_ tree: ShardTree, count: Int) {
    var places: [ShardTree.Branch: Place] = [:]
    var (counts, firsts): ([Int], [Int]) = ([], [0])
    for rank in 0..<count {
      let parts = tree.parts(of: rank, count: count)
      for (index, part) in parts.enumerated() { places[part] = Place(rank: rank, index: index) }
      counts.append(parts.count)
      firsts.append(firsts[rank] + parts.count)
    }
    (self.places, self.counts, self.firsts) = (places, counts, firsts)
  }
}

/// Scalars that are exchanged together: a part of one large tensor, or several small ones whole.
struct ExchangeBlock: Sendable, Equatable {
  /// Which tensors, and where in the first of them.
  let tensors: Range<Int>
  let start: Int
  let count: Int

  /// Tensors of so many scalars in blocks. Large ones are cut, so that what is received of others needs
  /// little memory and is added while it is in the cache; small ones travel together.
  static func blocks(_ counts: [Int], largest: Int = 1 << 20) -> [ExchangeBlock] {
    var blocks: [ExchangeBlock] = []
    var waiting = 0..<0
    var waitingCount = 0
    func flush() {
      if waitingCount > 0 {
        blocks.append(ExchangeBlock(tensors: waiting, start: 0, count: waitingCount))
      }
      waitingCount = 0
    }
    for (index, count) in counts.enumerated() {
      if count < largest / 4 {
        if waitingCount + count > largest { flush() }
        waiting = (waitingCount == 0 ? index : waiting.lowerBound)..<index + 1
        waitingCount += count
        continue
      }
      flush()
      for start in stride(from: 0, to: count, by: largest) {
        blocks.append(
          ExchangeBlock(
            tensors: index..<index + 1, start: start, count: min(largest, count - start)))
      }
    }
    flush()
    return blocks
  }
}
