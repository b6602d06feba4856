import Tensor
import TestSupport
import Testing

@Suite struct CreationTests {
  @Test func fromNumbers() {
    #expect(Tensor([1, 2, 3, 4], shape: [2, 2]) == Tensor([[1, 2], [3, 4]]))
    #expect(Tensor(3).shape == [])
    #expect((2.5 as Tensor) == Tensor(2.5))
    #expect((2 as Tensor) == Tensor(2))
    #expect(Tensor([[Float]]()).shape == [0, 0])
    #expect(Tensor.zeros([2]) == Tensor([0, 0]))
    #expect(Tensor.ones([2]) == Tensor([1, 1]))
    #expect(Tensor.full([], 4) == Tensor(4))
    #expect(Tensor.identity(2) == Tensor([[1, 0], [0, 1]]))
    #expect(Tensor.range(2..<5) == Tensor([2, 3, 4]))
    #expect(Tensor.oneHot([2, 0], classes: 3) == Tensor([[0, 0, 1], [1, 0, 0]]))
  }

  @Test func uniformFillsItsRange() {
    var random = SeededGenerator(seed: 1)
    let x = Tensor.uniform([100, 1000], in: -2..<6, using: &random).scalars
    #expect(x.allSatisfy { $0 >= -2 && $0 < 6 })
    let mean: Float = x.reduce(0, +) / 100_000
    #expect(abs(mean - 2) < 0.05)
    #expect(x.min()! < -1.99 && x.max()! > 5.99)
  }

  @Test func normalHasItsMoments() {
    var random = SeededGenerator(seed: 1)
    let x = Tensor.normal([99_999], mean: 1, standardDeviation: 2, using: &random).scalars
    let mean = x.reduce(0, +) / Float(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(x.count)
    #expect(abs(mean - 1) < 0.04)
    #expect(abs(variance - 4) < 0.1)
    let bounded = Tensor.normal([50_000], bound: 1, using: &random).scalars
    #expect(bounded.allSatisfy { abs($0) <= 1 })
    #expect(bounded.contains { abs($0) > 0.99 })
  }

  @Test func drawsFollowOneAnother() {
    var (one, two) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
    let whole = Tensor.uniform([10], using: &one).scalars
    let parts = Tensor.uniform([4], using: &two).scalars + Tensor.uniform([6], using: &two).scalars
    #expect(whole == parts)
    #expect(one == two)
    #expect(Tensor.normal([3], using: &one) != Tensor.normal([3], using: &one))
  }

  @Test func drawsAreTheSameForAnyNumberOfThreads() {
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    func draw(threads: Int) -> [[Float]] {
      ThreadPool.threadCount = threads
      var random = SeededGenerator(seed: 5)
      return [
        Tensor.uniform([300_001], using: &random).scalars,
        Tensor.normal([300_001], using: &random).scalars,
      ]
    }
    #expect(draw(threads: 1) == draw(threads: 6))
  }

  @Test func stopsAtTheWrongNumberOfScalars() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2, 3], shape: [2, 2])
    }
    #expect(message(of: result).contains("Tensor: shape [2, 2] needs 4 scalars, got 3"))
  }

  @Test func stopsAtRowsOfDifferentLengths() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1, 2], [3]])
    }
    #expect(message(of: result).contains("Tensor: rows must have one length, got [2, 1]"))
  }
}
