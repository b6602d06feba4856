import Dispatch
import Synchronization
import Tensor
import TestSupport
import Testing

@testable import Datasets

@Suite struct BatchesTests {
  private struct Failure: Error, Equatable { let step: Int }

  private func numbers(seed: UInt64 = 1, ahead: Int = 2) -> Batches<[UInt64]> {
    Batches(seed: seed, itemsPerBatch: 2, ahead: ahead) { step, random in
      [UInt64(step), random.next(), random.next()]
    }
  }

  private func expected(_ step: Int, seed: UInt64 = 1) -> [UInt64] {
    var random = SeededGenerator(seed: seed, "batches", step)
    return [UInt64(step), random.next(), random.next()]
  }

  @Test func aBatchDependsOnSeedAndStepAlone() throws {
    for (seed, ahead) in [(1, 1), (1, 5), (2, 2)] as [(UInt64, Int)] {
      let batches = numbers(seed: seed, ahead: ahead)
      // In turn, then forward, back, the same again, and on.
      for step in [0, 1, 2, 3, 700, 701, 5, 5, 4, 6, 0] {
        #expect(try batches.batch(at: step) == expected(step, seed: seed))
      }
    }
    #expect(numbers().itemsPerBatch == 2)
  }

  @Test func threadsMayAskForDifferentSteps() async throws {
    let batches = numbers()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for start in [0, 100, 200] {
        group.addTask {
          try (start..<start + 40).allSatisfy { step in
            try batches.batch(at: step) == self.expected(step)
          }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func whatFollowsIsMadeAheadAndNothingBefore() throws {
    let made = Made()
    let batches = Batches(itemsPerBatch: 1, ahead: 2) { step, _ in
      made.note(step)
      return step
    }
    #expect(made.steps.isEmpty)
    #expect(try batches.batch(at: 40) == 40)
    for _ in 0..<3 { #expect(made.happens()) }
    #expect(made.steps == [40, 41, 42])
    for step in 41..<50 { #expect(try batches.batch(at: step) == step) }
    for _ in 43..<52 { #expect(made.happens()) }
    #expect(made.steps == Array(40..<52))
  }

  private final class Made: Sendable {
    private let list = Mutex<[Int]>([])
    private let signal = DispatchSemaphore(value: 0)

    func note(_ step: Int) {
      list.withLock { $0.append(step) }
      signal.signal()
    }

    var steps: [Int] { list.withLock { $0 } }
    func happens() -> Bool { signal.wait(timeout: .now() + .seconds(20)) == .success }
  }

  @Test func anErrorIsThrownAtItsStepAlone() throws {
    let batches = Batches(itemsPerBatch: 1, ahead: 3) { step, _ in
      if step % 3 == 2 { throw Failure(step: step) }
      return step
    }
    for step in [0, 1, 2, 2, 3, 4, 5, 6, 2, 7, 9] {
      if step % 3 == 2 {
        #expect(throws: Failure(step: step)) { try batches.batch(at: step) }
      } else {
        #expect(try batches.batch(at: step) == step)
      }
    }
  }

  @Test func wrongNumbersStop() async {
    await #expect(processExitsWith: .failure) { _ = Batches(itemsPerBatch: 0) { step, _ in step } }
    await #expect(processExitsWith: .failure) {
      _ = Batches(itemsPerBatch: 1, ahead: 0) { step, _ in step }
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Batches(itemsPerBatch: 1) { step, _ in step }.batch(at: -1)
    }
    #expect(message(of: result).contains("Batches: steps are counted from 0, got -1"))
  }
}
