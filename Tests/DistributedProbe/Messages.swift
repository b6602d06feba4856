import Distributed
import Foundation
import OneShot
import Tuning

/// Whether everything that processes exchange arrives.
enum Messages {
  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  static func check(_ group: DistributedGroup) throws {
    try small(group)
    try large(group)
    try gradients(group)
    try Overlap.check(group)
    try work(group)
    try search(group)
    try index(group)
    try group.barrier()
  }

  private static func expect(
    _ condition: Bool, _ what: String, line: Int = #line
  ) throws {
    if !condition { throw Mistake(description: "line \(line): \(what)") }
  }

  private static func small(_ group: DistributedGroup) throws {
    let (rank, count) = (group.rank, group.count)
    try expect(
      try group.broadcast(rank == 0 ? [1, 2, 3] : []) == [1, 2, 3] as [UInt8], "bytes of the first")
    try expect(try group.broadcast([UInt8]()).isEmpty, "no bytes")
    try expect(try group.broadcast("from \(rank)") == "from 0", "a value of the first")
    try expect(
      try group.gather("from \(rank)") == (0..<count).map { "from \($0)" }, "values in order")
    let ranks = try group.gather(Double.infinity * (rank == 0 ? 1 : -1))
    try expect(ranks[0] == .infinity, "no number")
    var tensors = [Tensor.full([3, 2], Float(rank)), Tensor([Float(rank) + 0.5])]
    let before = tensors[0]
    try group.broadcast(&tensors)
    try expect(tensors == [.zeros([3, 2]), Tensor([0.5])], "tensors of the first")
    try expect(before == .full([3, 2], Float(rank)), "a copy is not written over")
    try expect(
      try group.sum(Tensor([Float(rank), 1]))
        == Tensor([Float(count * (count - 1) / 2), Float(count)]),
      "the sum of all")
    if count > 1 {
      do {
        _ = try group.sum(.zeros([rank + 1]))
        throw Mistake(description: "shapes that differ are added")
      } catch is DistributedError {}
    }
  }

  /// Sums of many sizes, for branches of every number of shards, against the tree on one process.
  private static func large(_ group: DistributedGroup) throws {
    for shards in [1, 3, 4] {
      let tree = ShardTree(shards: shards)
      let shapes: [Shape] = [[3], [700, 900], [], [1 << 18], [5, 2], [1_100_001], [0]]
      func values(of shard: Int) -> [Tensor] {
        var random = SeededGenerator(seed: 1, "shard", shard)
        return shapes.map { Tensor.normal($0, using: &random) }
      }
      func sum(_ branch: ShardTree.Branch) -> [Tensor] {
        tree.sum(branch) {
          tree.halves(of: $0) == nil ? values(of: $0.first) : nil
        } add: {
          $0 = zip($0, $1).map { $0 + $1 }
        }
      }
      let mine = tree.parts(of: group.rank, count: group.count).map(sum)
      let found = try group.mean(of: mine, over: tree, shapes: shapes)
      let expected = sum(tree.root).map { $0 * (1 / Float(shards)) }
      if group.addition == .ordered {
        try expect(found == expected, "the mean of \(shards) shards, to the bit")
      }
    }
    let fast = try DistributedGroup(addition: .fast)
    let found = try fast.sum(.full([1 << 19], Float(fast.rank + 1)))
    let total = Float(fast.count * (fast.count + 1) / 2)
    try expect(found == .full([1 << 19], total), "the fast sum")
  }

  private static func gradients(_ group: DistributedGroup) throws {
    let mine = Gradients(
      paths: ["a", "b", "c"],
      values: [Tensor([Float(group.rank)]), nil, group.isFirst ? Tensor([3, 6]) : nil])
    let mean = try group.average(mine)
    let count = Float(group.count)
    try expect(mean["a"]!.item == (count - 1) / 2, "the mean gradient")
    try expect(mean["b"] == nil, "no gradient")
    try expect(mean["c"]! == Tensor([3, 6]) * (1 / count), "a gradient on one process")
  }

  private static func work(_ group: DistributedGroup) throws {
    for count in [0, 1, 5, 9] {
      try expect(try group.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 }, "pieces")
      let images = Tensor((0..<count * 6).map { Float($0) }, shape: [count, 2, 3, 1])
      let found = try group.rows(of: images) { $0.flattened() * 2 }
      try expect(found == images.flattened() * 2, "rows of \(count)")
    }
    let dataset = Glyphs(alphabets: 2, characters: 6, drawers: 6).dataset()
    let pixels = try group.embeddings(of: dataset, at: [5, 3, 3, 60], batchSize: 2) {
      $0.flattened()
    }
    try expect(
      pixels.positions == [3, 5, 60]
        && pixels.rows(at: [60, 3]) == dataset.images(at: [60, 3]).flattened(), "embeddings")
    let tasks = try TaskSampler(dataset, ways: 3, queries: 3).tasks(trials: 12, seed: 1)
    let alone = Evaluation(of: NearestNeighbor(), on: tasks)
    let shared = Evaluation(of: SharedScorer(NearestNeighbor(), by: group), on: tasks, batchSize: 7)
    try expect(shared.scores == alone.scores, "an evaluation")
    let share = try RepeatedSteps().share(of: group.rank, count: group.count).batch(at: 3)
    try expect(share == 3 * group.count + group.rank, "a share of batches")
  }

  private struct RepeatedSteps: BatchSource {
    let itemsPerBatch = 1
    func batch(at step: Int) -> Int { step }
  }

  private static func search(_ group: DistributedGroup) throws {
    let log = FileManager.default.temporaryDirectory.appending(path: "trials-\(getpid()).jsonl")
    defer { try? FileManager.default.removeItem(at: log) }
    func search() throws -> Search {
      try Search(
        [.linear("x", -1...1)], goal: .minimize, seed: 1, log: group.isFirst ? log : nil)
    }
    var first = try search()
    var ran = 0
    let best = try group.run(&first, trials: 7) { trial in
      ran += 1
      if trial.number == 2 { return Double.nan }
      let x: Double = trial["x"]
      return x * x
    }
    let counts = try group.gather(ran)
    try expect(counts.reduce(0, +) == 7 && counts.max()! - counts.min()! <= 1, "ran \(counts)")
    try expect(first.records.count == 7 && first.records[2].status == .failed, "records")
    try expect(try group.gather("\(best)").allSatisfy { $0 == "\(best)" }, "the best")
    try expect(abs(best["x"] as Double) < 0.5, "found \(best)")
    var again = try search()
    try group.run(&again, trials: 7) { _ -> Double in throw Mistake(description: "nothing is left")
    }
    try expect(again.records == first.records, "the log")
  }

  /// A sharded index against one that has everything.
  private static func index(_ group: DistributedGroup) throws {
    var random = SeededGenerator(seed: 1)
    let rows = Tensor.normal([300, 8], using: &random)
    let queries = Tensor.normal([7, 8], using: &random)
    var whole = FlatIndex(dimensions: 8, metric: .cosine)
    var index = try ShardedIndex(FlatIndex(dimensions: 8, metric: .cosine), by: group)
    func compare() throws {
      try expect(try index.count == whole.count, "as many embeddings")
      for k in [1, 5, 400] {
        try expect(
          try index.search(queries, k: k) == whole.search(queries, k: k), "the \(k) best")
      }
    }
    try index.add(rows, ids: Array(100..<400))
    try whole.add(rows, ids: Array(100..<400))
    try compare()
    for ids in [[7, 8, 250, 9], [7, 7, 8, 9], [-1, 7, 8, 9]] {
      do {
        try index.add(rows[0..<4], ids: ids)
        throw Mistake(description: "added \(ids)")
      } catch is DistributedError {} catch is EmbeddingIndexError {}
    }
    do {
      try index.remove([100, 101, 102, 103, 5000])
      throw Mistake(description: "removed an unknown number")
    } catch is DistributedError {} catch is EmbeddingIndexError {}
    try compare()
    try index.remove([100, 399, 222, 223])
    try whole.remove([100, 399, 222, 223])
    try compare()
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "index-\(try group.broadcast(Int(getpid())))")
    try index.save(to: folder)
    index = try ShardedIndex(contentsOf: folder)
    try compare()
    try group.barrier()
    if group.isFirst { try FileManager.default.removeItem(at: folder) }
  }
}
