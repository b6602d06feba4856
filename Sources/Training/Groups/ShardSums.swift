import Autograd
import Tensor

/// The sums of a process's shards while they are computed.
final class ShardSums {
  /// What is computed, and waits for what it is added to.
  private(set) var waiting: [ShardResult] = []

  func append(_ result: consuming ShardResult) { waiting.append(result) }

  /// Adds the last one to the one before.
  func join() {
    let last = waiting.removeLast()
    waiting[waiting.count - 1].add(last)
  }

  /// The gradient of a parameter in the last shard, with what the others had of it: added as
  /// ``join()`` will add the rest.
  func sum(_ gradient: consuming Tensor, at index: Int) -> Tensor {
    var sum = Optional(gradient)
    for place in waiting.indices.reversed() {
      // Taken out, so that it is written in place.
      var earlier = waiting[place].gradients[index].take()
      earlier.add(sum.take())
      sum = earlier
    }
    return sum!
  }

  /// All sums, which are nobody else's from here on.
  func takeAll() -> [ShardResult] {
    defer { waiting = [] }
    return waiting
  }
}
