import OneShot
import Testing

@Suite struct RandomScorerTests {
  let dataset = numberedImages(groups: [20, 20], drawers: 20)

  @Test func isRightOnceInNTimes() throws {
    let tasks = try TaskSampler(dataset, ways: 10, queries: 10).tasks(100, seed: 1)
    // Of 1000 trials.
    let deviation = (0.1 * 0.9 / 1000).squareRoot()
    for seed in 0..<3 as Range<UInt64> {
      let accuracy = Evaluation(of: RandomScorer(seed: seed), on: tasks).accuracy
      #expect(abs(accuracy.value - 0.1) < 4 * deviation)
    }
  }

  @Test func aSeedDeterminesTheScores() {
    let images = dataset.images(at: [0, 21, 42])
    func scores(_ seed: UInt64) -> [Float] {
      let scorer = RandomScorer(seed: seed)
      let rows = scorer.embed(images)
      return scorer.scores(of: rows, with: rows).scalars
    }
    #expect(scores(1) == scores(1))
    #expect(scores(1) != scores(2))
    #expect(Set(scores(1)).count == 9)
    #expect(scores(1).allSatisfy { (0..<1).contains($0) })
  }
}
