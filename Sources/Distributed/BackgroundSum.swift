import Basics
import CMPI
import Dispatch
import Kernels
import Tensor

/// Tensors that become their sum over all processes, times a factor.
final class BackgroundSum: Sendable {
  /// Scalars that are sent together.
  struct Block: Sendable {
    let sum: BackgroundSum
    let scalars: ExchangeBlock
  }

  /// The scalars of a block: few enough that several are under way.
  private static let largest = 1 << 18

  // Used by the thread that adds until `done` is signalled, and then by whoever waited.
  private nonisolated(unsafe) var tensors: [Tensor]
  private nonisolated(unsafe) var left: Int
  private nonisolated(unsafe) var failure: DistributedError?
  private nonisolated(unsafe) let memory: [UnsafeMutablePointer<Float>]
  private let counts: [Int]
  private let factor: Float
  private let scalars: [ExchangeBlock]
  private let done = DispatchSemaphore(value: 0)

  init(_ tensors: consuming [Tensor], factor: Float) {
    var tensors = tensors
    // Memory of this sum alone from here on: it stays where it is while the tensors live.
    memory = tensors.indices.map { tensors[$0].mutateScalars { $0 } }
    counts = tensors.map(\.count)
    scalars = ExchangeBlock.blocks(counts, largest: Self.largest)
    left = scalars.count
    self.factor = factor
    self.tensors = tensors
    if left == 0 { done.signal() }
  }

  var blocks: [Block] { scalars.map { Block(sum: self, scalars: $0) } }

  /// Waits until the tensors are the sum.
  func wait() throws(DistributedError) {
    done.wait()
    // For whoever else waits.
    done.signal()
    if let failure { throw failure }
  }

  /// What is there after the wait.
  var result: [Tensor] { tensors }

  /// Nothing becomes of it.
  func end(_ failure: DistributedError) {
    if left == 0 || self.failure != nil { return }
    self.failure = failure
    done.signal()
  }

  /// The sum over one process.
  func takeAlone() {
    for (memory, count) in zip(memory, counts) { scale(memory, by: factor, count: count) }
  }

  /// Where the scalars of a block lie in a row: in their tensor, or copied to memory that is returned.
  fileprivate func packed(_ block: ExchangeBlock) -> (UnsafePointer<Float>, Storage?) {
    if block.tensors.count == 1 {
      return (UnsafePointer(memory[block.tensors.lowerBound] + block.start), nil)
    }
    let storage = Storage(count: block.count)
    var place = 0
    for tensor in block.tensors {
      (storage.pointer + place).update(from: memory[tensor], count: counts[tensor])
      place += counts[tensor]
    }
    return (UnsafePointer(storage.pointer), storage)
  }

  /// Puts the sum of a block where its scalars came from.
  fileprivate func take(_ sum: UnsafeMutablePointer<Float>, _ block: ExchangeBlock) {
    if factor != 1 { scale(sum, by: factor, count: block.count) }
    if block.tensors.count == 1 {
      (memory[block.tensors.lowerBound] + block.start).update(from: sum, count: block.count)
    } else {
      var place = 0
      for tensor in block.tensors {
        memory[tensor].update(from: sum + place, count: counts[tensor])
        place += counts[tensor]
      }
    }
    left -= 1
    if left == 0 { done.signal() }
  }
}

/// A block under way.
final class RunningBlock {
  let sum: BackgroundSum
  private let block: ExchangeBlock
  private let sent: Storage?
  private let received: Storage
  private var request: cmpi_request

  init(_ block: BackgroundSum.Block, through connection: Connection) throws(DistributedError) {
    (sum, self.block) = (block.sum, block.scalars)
    let mine: UnsafePointer<Float>
    (mine, sent) = sum.packed(self.block)
    received = Storage(count: self.block.count)
    request = try connection.beginSum(mine, received.pointer, self.block.count)
  }

  /// Whether the block is the sum by now.
  func isDone(_ connection: Connection) throws(DistributedError) -> Bool {
    guard try connection.isDone(&request) else { return false }
    sum.take(received.pointer, block)
    return true
  }
}
