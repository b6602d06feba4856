import CMPI
import Kernels
import Tensor
import Training

/// The sum of a block's branches in the order of a tree: each process adds a slice of the block, of which
/// the others send it theirs, and then has the others' slices of the sum. So many bytes as the best
/// all-reduce moves, if each process has one branch.
struct SliceAddition {
  private let tree: ShardTree
  private let plan: ExchangePlan
  private let connection: Connection
  /// Whether this process has anything to add.
  private let sends: Bool
  private let factor: Float
  /// What the others send.
  private let received: Storage

  /// - Parameter largest: The number of scalars of the largest block.
  init(
    tree: ShardTree, plan: ExchangePlan, connection: Connection, sends: Bool, factor: Float,
    largest: Int
  ) {
    (self.tree, self.plan, self.connection) = (tree, plan, connection)
    (self.sends, self.factor) = (sends, factor)
    let slice = Slices(connection.count, of: largest).length
    received = Storage(count: max(1, plan.firsts[connection.count] * slice))
  }

  /// Adds a block of so many scalars; the first of its parts becomes the sum, on all processes.
  func callAsFunction(
    _ parts: [UnsafeMutablePointer<Float>], _ count: Int
  ) throws(DistributedError) {
    let rank = connection.rank
    let slices = Slices(connection.count, of: count)
    let (mine, length) = (Int(slices.places[rank]), Int(slices.counts[rank]))
    for round in 0..<plan.counts.max()! {
      try exchange(parts, round, slices)
    }
    let received = received.pointer
    let sum = tree.sum(tree.root) { branch in
      plan.places[branch].map { place in
        place.rank == rank
          ? parts[place.index] + mine : received + (plan.firsts[place.rank] + place.index) * length
      }
    } add: {
      accumulate($1, into: $0, count: length)
    }
    if factor != 1 { scale(sum, by: factor, count: length) }
    let target = parts[0] + mine
    if sum != target { target.update(from: sum, count: length) }
    try connection.call("MPI_Allgatherv") { group in
      cmpi_gather_in_place(group, parts[0], slices.counts, slices.places)
    }
  }

  /// Gives the others their slices of this process's branch of a number, and has its own of theirs.
  private func exchange(
    _ parts: [UnsafeMutablePointer<Float>], _ round: Int, _ slices: Slices
  ) throws(DistributedError) {
    let rank = connection.rank
    let sends = sends && round < parts.count
    var (sent, taken) = (slices.counts, slices.counts)
    for other in sent.indices {
      if !sends || other == rank { sent[other] = 0 }
      taken[other] =
        other == rank || round >= plan.counts[other] ? 0 : slices.counts[rank]
    }
    let length = Int(slices.counts[rank])
    let places = plan.firsts.dropLast().map { CInt(($0 + round) * length) }
    try connection.call("MPI_Alltoallv") { group in
      cmpi_exchange(
        group, parts[sends ? round : 0], sent, slices.places, received.pointer, taken, places)
    }
  }
}

/// Which part of a block each process adds.
struct Slices {
  let counts: [CInt]
  let places: [CInt]
  /// The number of scalars of the largest.
  let length: Int

  /// Slices of whole cache lines for so many processes, as far as there are scalars.
  init(_ count: Int, of scalars: Int) {
    let line = 16
    let length = (scalars + count * line - 1) / (count * line) * line
    let starts = (0...count).map { min(scalars, $0 * length) }
    places = starts.dropLast().map { CInt($0) }
    counts = zip(starts, starts.dropFirst()).map { CInt($1 - $0) }
    self.length = length
  }
}
