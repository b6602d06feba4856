import Basics
import CMPI
import Kernels
import Tensor
import Training

/// Tensors of this process and of others become their sum, times a factor, on all of them.
struct Exchange {
  /// What there is of each branch of this process; the first becomes the result.
  private var sums: [[Tensor]]
  private let counts: [Int]
  private let factor: Float
  /// Whether the process has nothing to add: the result's memory is another's then.
  private let isEmpty: Bool

  init(_ sums: consuming [[Tensor]], _ shapes: [Shape], factor: Float) {
    isEmpty = sums.isEmpty
    self.sums = sums.isEmpty ? [shapes.map { .zeros($0) }] : sums
    counts = shapes.map(\.count)
    self.factor = factor
    for tensors in self.sums {
      require(
        tensors.map(\.shape) == shapes,
        "Exchange: expected tensors of shapes \(shapes), got \(tensors.map(\.shape))")
    }
  }

  var result: [Tensor] { sums[0] }

  /// Adds in the order of a tree.
  mutating func addInOrder(
    _ tree: ShardTree, _ plan: ExchangePlan, through connection: Connection
  ) throws(DistributedError) {
    let blocks = ExchangeBlock.blocks(counts)
    let addition = SliceAddition(
      tree: tree, plan: plan, connection: connection, sends: !isEmpty, factor: factor,
      largest: blocks.map(\.count).max() ?? 0)
    for block in blocks {
      try withBlock(block) { (parts) throws(DistributedError) in try addition(parts, block.count) }
    }
  }

  /// Adds in the order of the library.
  mutating func addFast(through connection: Connection) throws(DistributedError) {
    let factor = factor
    for block in ExchangeBlock.blocks(counts, largest: 1 << 22) {
      try withBlock(block) { (parts) throws(DistributedError) in
        for part in parts.dropFirst() { accumulate(part, into: parts[0], count: block.count) }
        try connection.call("MPI_Allreduce") { cmpi_sum($0, parts[0], CInt(block.count)) }
        if factor != 1 { scale(parts[0], by: factor, count: block.count) }
      }
    }
  }

  /// Adds the parts of a process that is alone.
  mutating func addParts(in tree: ShardTree) {
    let parts = tree.parts(of: 0, count: 1)
    require(parts.count == sums.count, "Exchange: expected \(parts.count) sums, got \(sums.count)")
    for index in counts.indices {
      let count = counts[index]
      sums[0][index].mutateScalars { scale($0, by: factor, count: count) }
    }
  }

  /// Calls `body` with the scalars of a block of each branch; the first are put back where they belong.
  private mutating func withBlock(
    _ block: ExchangeBlock,
    _ body: ([UnsafeMutablePointer<Float>]) throws(DistributedError) -> Void
  ) throws(DistributedError) {
    // Memory of this exchange alone from here on: it stays where it is while the tensors live.
    let memory = sums.indices.map { branch in
      block.tensors.map { sums[branch][$0].mutateScalars { $0 } }
    }
    defer { withExtendedLifetime(sums) {} }
    if block.tensors.count == 1 { return try body(memory.map { $0[0] + block.start }) }
    let packed = sums.indices.map { _ in Storage(count: block.count) }
    let counts = counts
    func forEachTensor(_ body: (_ tensor: Int, _ place: Int, _ count: Int) -> Void) {
      var place = 0
      for (tensor, count) in counts[block.tensors].enumerated() {
        body(tensor, place, count)
        place += count
      }
    }
    for (storage, tensors) in zip(packed, memory) {
      forEachTensor { tensor, place, count in
        (storage.pointer + place).update(from: tensors[tensor], count: count)
      }
    }
    try body(packed.map(\.pointer))
    forEachTensor { tensor, place, count in
      memory[0][tensor].update(from: packed[0].pointer + place, count: count)
    }
  }
}
