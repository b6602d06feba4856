import Tensor
import Testing

@Suite struct SeededGeneratorTests {
  /// The first outputs of the reference implementation for the seed 1234567.
  @Test func isSplitMix64() {
    var random = SeededGenerator(seed: 1_234_567)
    let outputs = (0..<5).map { _ in random.next() }
    #expect(
      outputs == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func theSameSeedGivesTheSameSequence() {
    var (a, b, c) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2))
    let first = (0..<10).map { _ in a.next() }
    #expect(first == (0..<10).map { _ in b.next() })
    #expect(first != (0..<10).map { _ in c.next() })
    #expect((0..<9).shuffled(using: &a) == (0..<9).shuffled(using: &b))
  }

  /// Sums of seed and step, swapped numbers, and names that run into each other: none may coincide.
  @Test func noTwoPathsShareASequence() {
    var starts: Set<[UInt64]> = []
    var count = 0
    func expectNew(_ random: SeededGenerator) {
      var random = random
      starts.insert((0..<4).map { _ in random.next() })
      count += 1
    }
    for seed in 0..<20 as Range<UInt64> {
      expectNew(SeededGenerator(seed: seed))
      for purpose in ["batches", "dropout", "", "a", "ab", "b"] {
        expectNew(SeededGenerator(seed: seed, purpose))
        for step in -3..<20 {
          expectNew(SeededGenerator(seed: seed, purpose, step))
          for image in 0..<3 { expectNew(SeededGenerator(seed: seed, purpose, step, image)) }
        }
      }
    }
    expectNew(SeededGenerator(seed: 0).child("a").child("b"))
    #expect(starts.count == count)
  }

  @Test func childrenDoNotDependOnWhatWasDrawn() {
    var random = SeededGenerator(seed: 3)
    let before = random.child("views", 2)
    _ = random.next()
    #expect(random.child("views", 2) == before)
    #expect(before == SeededGenerator(seed: 3, "views", 2))
  }

  @Test func aSplitGoesItsOwnWay() {
    var random = SeededGenerator(seed: 9)
    var split = random.split()
    let (own, other) = ((0..<100).map { _ in random.next() }, (0..<100).map { _ in split.next() })
    #expect(Set(own).isDisjoint(with: other))
  }
}
