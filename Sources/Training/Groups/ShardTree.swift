import Basics

/// The order in which what the shards of a batch give is added: in pairs, of pairs of pairs, fixed by the
/// number of shards alone.
///
/// Sums of floating-point numbers depend on their order, so one fixed order is what makes the result of
/// a training the same for any number of processes. This one lets each process add its own shards
/// first: the shards r, r + n, r + 2n … of process r of n are one branch of the tree if n is a power
/// of two. It has then a single sum to send, however many shards it computed.
///
/// ```swift
/// let tree = ShardTree(shards: 8)
/// // ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7))
/// tree.parts(of: 1, count: 2)      // one branch: 1, 3, 5, 7
/// tree.parts(of: 1, count: 3)      // three: 1, 4 and 7
/// ```
public struct ShardTree: Sendable, Hashable {
  /// The shards `first`, `first + stride`, `first + 2 · stride` … below the number of shards.
  public struct Branch: Sendable, Hashable {
    /// The least shard.
    public let first: Int
    /// The distance from one shard to the next.
    public let stride: Int
  }

  /// The number of shards.
  public let shards: Int

  /// The tree of so many shards, at least one.
  public init(shards: Int) {
    require(shards > 0, "ShardTree: expected at least one shard, got \(shards)")
    self.shards = shards
  }

  /// All shards.
  public var root: Branch { Branch(first: 0, stride: 1) }

  /// The two halves of a branch; nil if it is a single shard.
  public func halves(of branch: Branch) -> (Branch, Branch)? {
    guard branch.first + branch.stride < shards else { return nil }
    return (
      Branch(first: branch.first, stride: 2 * branch.stride),
      Branch(first: branch.first + branch.stride, stride: 2 * branch.stride)
    )
  }

  /// The largest branches all of whose shards a process computes; shard s belongs to process s modulo
  /// the number of processes.
  ///
  /// - Parameters:
  ///   - rank: The number of the process, from 0.
  ///   - count: The number of processes.
  /// - Returns: None if there are more processes than shards and this is one too many.
  public func parts(of rank: Int, count: Int) -> [Branch] {
    func parts(of branch: Branch) -> [Branch] {
      guard let (left, right) = halves(of: branch) else {
        return branch.first % count == rank ? [branch] : []
      }
      let found = (parts(of: left), parts(of: right))
      return found == ([left], [right]) ? [branch] : found.0 + found.1
    }
    return parts(of: root)
  }

  /// The shards of a branch in the order in which they are best computed: few sums wait meanwhile.
  public func shards(of branch: Branch) -> [Int] {
    guard let (left, right) = halves(of: branch) else { return [branch.first] }
    return shards(of: left) + shards(of: right)
  }

  /// The sum of a branch in the order of the tree.
  ///
  /// - Parameters:
  ///   - branch: What to add.
  ///   - known: The sum of a branch, nil if it is not known; those of single shards must be.
  ///   - add: Adds the second to the first.
  /// - Throws: What the closures throw.
  public func sum<Sum>(
    _ branch: Branch, _ known: (Branch) throws -> Sum?,
    add: (inout Sum, consuming Sum) throws -> Void
  ) rethrows -> Sum {
    if let sum = try known(branch) { return sum }
    guard let (left, right) = halves(of: branch) else {
      fatalError("ShardTree: nothing is known of shard \(branch.first)")
    }
    var sum = try sum(left, known, add: add)
    try add(&sum, try self.sum(right, known, add: add))
    return sum
  }
}
