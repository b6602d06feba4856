import Tensor
import Testing

@testable import Datasets

@Suite struct RandomDrawsTests {
  @Test func drawsHaveTheMeanAndSpreadTheyPromise() {
    var random = SeededGenerator(seed: 1)
    let spreads = (0..<20_000).map { _ in random.spread() }
    let mean: Float = spreads.reduce(0, +) / 20_000
    let variance: Float = spreads.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
    #expect(spreads.allSatisfy { abs($0) <= 3 })
    let floats = (0..<10_000).map { _ in random.float(in: -1...3) }
    #expect(floats.allSatisfy { (-1...3).contains($0) })
    let middle: Float = floats.reduce(0, +) / 10_000
    #expect(abs(middle - 1) < 0.05)
    let quarter = (0..<10_000).count { _ in random.chance(0.25) }
    #expect(abs(quarter - 2500) < 200)
  }

  @Test func wholeNumbersAndPicksReachTheirBounds() {
    var random = SeededGenerator(seed: 2)
    #expect(Set((0..<200).map { _ in random.int(in: 3...6) }) == [3, 4, 5, 6])
    #expect(Set((0..<200).map { _ in random.pick(["a", "b"]) }) == ["a", "b"])
    #expect(random.int(in: 5...5) == 5)
  }
}
