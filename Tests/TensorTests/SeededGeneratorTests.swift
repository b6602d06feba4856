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

  @Test func goesOnFromItsState() {
    var random = SeededGenerator(seed: 9)
    _ = random.next()
    var copy = SeededGenerator(state: random.state)
    #expect(random.next() == copy.next())
  }

  @Test func aSplitGoesItsOwnWay() {
    var random = SeededGenerator(seed: 9)
    var split = random.split()
    let (own, other) = ((0..<100).map { _ in random.next() }, (0..<100).map { _ in split.next() })
    #expect(Set(own).isDisjoint(with: other))
  }
}
