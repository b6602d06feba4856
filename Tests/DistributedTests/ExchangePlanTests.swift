import Testing
import Training

@testable import Distributed

@Suite struct ExchangePlanTests {
  @Test func everyBranchHasAPlace() {
    let plan = ExchangePlan(ShardTree(shards: 6), count: 4)
    #expect(plan.counts == [1, 1, 1, 1])
    let odd = ExchangePlan(ShardTree(shards: 6), count: 3)
    #expect(odd.counts == [2, 2, 2] && odd.firsts == [0, 2, 4, 6])
    #expect(odd.places.count == 6)
    let few = ExchangePlan(ShardTree(shards: 2), count: 4)
    #expect(few.counts == [1, 1, 0, 0] && few.firsts == [0, 1, 2, 2, 2])
  }

  /// Every scalar is in one block, in order.
  @Test(arguments: [
    [], [0], [5], [40], [3, 3, 3], [100, 2, 2, 250, 1], [10, 10, 10, 10, 10, 10], [0, 64, 0, 7],
  ])
  func blocksHoldAllScalars(_ counts: [Int]) {
    let blocks = ExchangeBlock.blocks(counts, largest: 40)
    var found: [[Int]] = []
    for block in blocks {
      #expect(block.count > 0 && block.count <= 40)
      if block.tensors.count == 1 {
        found.append(
          contentsOf: (0..<block.count).map { [block.tensors.lowerBound, block.start + $0] })
      } else {
        #expect(block.start == 0)
        #expect(block.count == block.tensors.reduce(0) { $0 + counts[$1] })
        for tensor in block.tensors { found += (0..<counts[tensor]).map { [tensor, $0] } }
      }
    }
    #expect(
      found == counts.indices.flatMap { tensor in (0..<counts[tensor]).map { [tensor, $0] } })
  }
}
