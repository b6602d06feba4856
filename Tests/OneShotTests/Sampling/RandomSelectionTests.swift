import Testing

@testable import OneShot

@Suite struct RandomSelectionTests {
  @Test func samplesAreDistinctAndUniform() {
    var random = SeededGenerator(seed: 2)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<2000 {
      let sample = Array(0..<5).sample(2, using: &random)
      #expect(Set(sample).count == 2)
      for element in sample { counts[element] += 1 }
    }
    // Each is in two of five samples: four standard deviations of 2000 draws.
    #expect(counts.allSatisfy { abs($0 - 800) < 88 })
    #expect(Array(0..<5).sample(5, using: &random).sorted() == Array(0..<5))
  }

  @Test func everyElementIsPicked() {
    var random = SeededGenerator(seed: 3)
    #expect(Set((0..<200).map { _ in ["a", "b", "c"].pick(using: &random) }).count == 3)
  }
}
