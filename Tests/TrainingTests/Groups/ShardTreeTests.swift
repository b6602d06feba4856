import Testing

@testable import Training

@Suite struct ShardTreeTests {
  private func text(_ shards: Int) -> String {
    let tree = ShardTree(shards: shards)
    return tree.sum(tree.root) {
      tree.halves(of: $0) == nil ? "\($0.first)" : nil
    } add: {
      $0 = "(\($0) + \($1))"
    }
  }

  @Test func addsInPairsOfPairs() {
    #expect(text(1) == "0")
    #expect(text(2) == "(0 + 1)")
    #expect(text(3) == "((0 + 2) + 1)")
    #expect(text(6) == "(((0 + 4) + 2) + ((1 + 5) + 3))")
    #expect(text(8) == "(((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)))")
  }

  /// Every shard belongs to one process, and a power of two of them have one branch each.
  @Test(arguments: 1...17)
  func theProcessesHaveAllShards(_ shards: Int) {
    let tree = ShardTree(shards: shards)
    for count in 1...9 {
      let parts = (0..<count).map { tree.parts(of: $0, count: count) }
      let found = parts.map { $0.flatMap(tree.shards) }
      for rank in 0..<count {
        #expect(found[rank].sorted() == Array(stride(from: rank, to: shards, by: count)))
      }
      if count.nonzeroBitCount == 1 {
        #expect(parts.map(\.count) == (0..<count).map { $0 < shards ? 1 : 0 })
      }
      let places = Dictionary(
        uniqueKeysWithValues: parts.joined().map { ($0, tree.shards(of: $0)) })
      let all = tree.sum(tree.root) {
        places[$0]
      } add: {
        $0 += $1
      }
      #expect(all == tree.shards(of: tree.root), "the parts make the tree")
    }
  }
}
