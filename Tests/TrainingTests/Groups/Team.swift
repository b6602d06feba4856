import Autograd
import Foundation
import Tensor

@testable import Training

/// Threads that train together, each as a process would: what they exchange they leave on a table.
final class Team: Sendable {
  private let table: Table
  let members: [Member]

  init(_ count: Int, overlaps: Bool = false) {
    let table = Table(count)
    self.table = table
    members = (0..<count).map { Member(rank: $0, table: table, overlaps: overlaps) }
  }

  /// Runs `body` as each member, and waits for all.
  func run<Result: Sendable>(
    _ body: @escaping @Sendable (Member) throws -> Result
  ) throws -> [Result] {
    let results = Results<Result>()
    let threads = members.map { member in
      Thread {
        let result = Swift.Result { try body(member) }
        if case .failure(let error) = result { self.table.fail(error) }
        results.add(member.rank, result)
      }
    }
    for thread in threads {
      thread.stackSize = 8 << 20
      thread.start()
    }
    return try results.wait(for: members.count)
  }

  final class Member: OverlappingGroup {
    let rank: Int
    let overlaps: Bool
    private let table: Table
    var count: Int { table.count }

    init(rank: Int, table: Table, overlaps: Bool) {
      (self.rank, self.table, self.overlaps) = (rank, table, overlaps)
    }

    func broadcast(_ bytes: [UInt8]) throws -> [UInt8] {
      try table.exchange(rank, bytes)[0] as! [UInt8]
    }

    func broadcast(_ tensors: inout [Tensor]) throws {
      let first = try table.exchange(rank, tensors)[0] as! [Tensor]
      if rank > 0 { tensors = first }
    }

    func mean(
      of sums: consuming [[Tensor]], over tree: ShardTree, shapes: [Shape]
    ) throws -> [Tensor] {
      var known: [ShardTree.Branch: [Tensor]] = [:]
      for (rank, theirs) in try table.exchange(rank, sums).enumerated() {
        let parts = tree.parts(of: rank, count: count)
        for (part, sum) in zip(parts, theirs as! [[Tensor]]) { known[part] = sum }
      }
      let total: [Tensor] = tree.sum(tree.root, { known[$0] }) { (sum: inout [Tensor], other) in
        for index in sum.indices { sum[index] = sum[index] + other[index] }
      }
      let factor = 1 / Float(tree.shards)
      return total.map { (tensor: Tensor) -> Tensor in tensor * factor }
    }

    /// Made when somebody waits for it, which all do in the same order.
    func beginMean(of sum: consuming [Tensor]?, over shards: Int, shapes: [Shape]) -> PendingMean {
      let mine = sum
      return PendingMean { [self] in
        var total: [Tensor]?
        for theirs in try table.exchange(rank, mine) {
          guard let theirs = theirs as? [Tensor] else { continue }
          guard theirs.map(\.shape) == shapes else { throw Disagreement(rank: rank) }
          total = total.map { zip($0, theirs).map { $0 + $1 } } ?? theirs
        }
        let factor = 1 / Float(shards)
        return total!.map { (tensor: Tensor) -> Tensor in tensor * factor }
      }
    }

    struct Disagreement: Error { let rank: Int }
  }

  /// Where each lays something down, and takes up what all laid down.
  final class Table: Sendable {
    let count: Int
    private let condition = NSCondition()
    private nonisolated(unsafe) var laid: [Int: any Sendable] = [:]
    private nonisolated(unsafe) var taken: [any Sendable] = []
    private nonisolated(unsafe) var round = 0
    private nonisolated(unsafe) var failure: (any Error)?

    init(_ count: Int) { self.count = count }

    func exchange(_ rank: Int, _ value: any Sendable) throws -> [any Sendable] {
      condition.lock()
      defer { condition.unlock() }
      let mine = round
      laid[rank] = value
      if laid.count == count {
        taken = (0..<count).map { laid[$0]! }
        laid = [:]
        round += 1
        condition.broadcast()
      }
      while round == mine {
        if let failure { throw failure }
        condition.wait()
      }
      return taken
    }

    /// Nobody waits for one that is gone.
    func fail(_ error: any Error) {
      condition.lock()
      failure = error
      condition.broadcast()
      condition.unlock()
    }
  }

  private final class Results<Value: Sendable>: Sendable {
    private let condition = NSCondition()
    private nonisolated(unsafe) var results: [Int: Result<Value, any Error>] = [:]

    func add(_ rank: Int, _ result: Result<Value, any Error>) {
      condition.lock()
      results[rank] = result
      condition.broadcast()
      condition.unlock()
    }

    func wait(for count: Int) throws -> [Value] {
      condition.lock()
      defer { condition.unlock() }
      while results.count < count { condition.wait() }
      return try (0..<count).map { try results[$0]!.get() }
    }
  }
}
