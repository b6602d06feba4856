import Basics
import Dispatch
import Foundation
import Kernels

/// Sums over all processes that are made one after another while whoever asked for them computes.
///
/// A thread begins them in the order in which they were asked for, a few blocks at a time, and looks now and
/// then whether they are done. It does not wait within MPI: that would keep a core busy which could
/// compute, and keep other calls out, which may be what another process needs before it can answer.
final class BackgroundSums: Sendable {
  private struct State {
    /// Those that the thread does not know of yet.
    var asked: [BackgroundSum] = []
    var isRunning = false
    /// How many threads do nothing but wait.
    var waiting = 0
    var failure: DistributedError?
  }

  private let state = Lock(State())
  private let queue = DispatchQueue(label: "OneShot.Distributed.sums")

  /// The blocks that are under way at a time: while one is added, another is sent.
  private static let width = 8
  /// The microseconds between two looks; what arrives meanwhile has room in the system's buffers.
  private static let pause: UInt32 = 200

  func begin(_ sum: BackgroundSum, through connection: Connection) {
    let (starts, failure) = state.withLock { state -> (Bool, DistributedError?) in
      if let failure = state.failure { return (false, failure) }
      state.asked.append(sum)
      defer { state.isRunning = true }
      return (!state.isRunning, nil)
    }
    if let failure { sum.end(failure) }
    if starts { queue.async { [self] in Threads.serially { work(connection) } } }
  }

  /// Waits for a sum, which hurries all of them.
  func wait(for sum: BackgroundSum) throws(DistributedError) {
    state.withLock { $0.waiting += 1 }
    defer { state.withLock { $0.waiting -= 1 } }
    try sum.wait()
  }

  private func work(_ connection: Connection) {
    var blocks: ArraySlice<BackgroundSum.Block> = []
    var running: [RunningBlock] = []
    do throws(DistributedError) {
      while let (new, isHurried) = look(isIdle: blocks.isEmpty && running.isEmpty) {
        blocks += new.flatMap(\.blocks)
        while running.count < Self.width, let block = blocks.first {
          running.append(try RunningBlock(block, through: connection))
          blocks.removeFirst()
        }
        let before = running.count
        var rest: [RunningBlock] = []
        for block in running {
          if try !block.isDone(connection) { rest.append(block) }
        }
        running = rest
        if running.count < before { continue }
        if isHurried { sched_yield() } else { usleep(Self.pause) }
      }
    } catch {
      // Whoever waits must hear of it. MPI may still write to what is under way: it stays for ever.
      for block in running { _ = Unmanaged.passRetained(block) }
      fail(error)
      for sum in running.map(\.sum) + blocks.map(\.sum) { sum.end(error) }
    }
  }

  /// What was asked for since the last look, and whether somebody waits; nil if there is nothing to do.
  private func look(isIdle: Bool) -> (new: [BackgroundSum], isHurried: Bool)? {
    state.withLock { state in
      if isIdle && state.asked.isEmpty {
        state.isRunning = false
        return nil
      }
      defer { state.asked = [] }
      return (state.asked, state.waiting > 0)
    }
  }

  private func fail(_ error: DistributedError) {
    let asked = state.withLock { state in
      state.failure = error
      defer { state.asked = [] }
      return state.asked
    }
    for sum in asked { sum.end(error) }
  }
}
