import OneShot
import TestSupport
import Testing

@Suite struct PairedComparisonTests {
  private func comparison(_ onlyFirst: Int, _ onlySecond: Int) -> PairedComparison {
    PairedComparison(
      first: "a", second: "b", bothRight: 261, onlyFirst: onlyFirst, onlySecond: onlySecond,
      bothWrong: 67)
  }

  @Test func pValuesAreSciPys() {
    let fixture = Fixture("Significance/mcnemar")
    let pairs = zip(fixture.integers("first"), fixture.integers("second"))
    for (pair, expected) in zip(pairs, fixture["p"].scalars) {
      let found = Float(comparison(pair.0, pair.1).pValue)
      #expect(abs(found - expected) <= 1e-6 * max(expected, 1e-20), "\(pair): \(found)")
    }
  }

  @Test func accuraciesAndText() {
    let comparison = comparison(51, 21)
    #expect(comparison.trials == 400)
    #expect(comparison.first == Accuracy(correct: 312, of: 400))
    #expect(comparison.second == Accuracy(correct: 282, of: 400))
    #expect(
      comparison.description == """
        a 78.0 % ± 4.0 (312 of 400), b 70.5 % ± 4.5 (282 of 400)
        right alone: a 51, b 21; McNemar's test: p = 0.0006
        """)
    #expect(self.comparison(90, 10).description.hasSuffix("p < 0.0001"))
  }

  @Test func trialsArePaired() throws {
    let dataset = numberedImages(groups: [10], drawers: 6)
    let tasks = try TaskSampler(dataset, ways: 10, queries: 10).tasks(4, seed: 1)
    // One knows classes 0 … 6, the other 5 … 8; each class is asked for once in a task.
    func knowing(_ classes: Range<Int>) -> LabelScorer {
      LabelScorer { $0.0 == $1.0 && classes.contains($0.0) ? 1 : 0 }
    }
    func evaluation(_ scorer: some TaskScorer) -> Evaluation { Evaluation(of: scorer, on: tasks) }
    let found = evaluation(knowing(0..<7)).compared(with: evaluation(knowing(5..<9)))
    #expect(
      found
        == PairedComparison(
          first: "label", second: "label", bothRight: 8, onlyFirst: 20, onlySecond: 8,
          bothWrong: 4))
    let same = evaluation(NearestNeighbor()).compared(with: evaluation(NearestNeighbor()))
    #expect(same.onlyFirst == 0 && same.onlySecond == 0 && same.pValue == 1)
  }

  @Test func evaluationsOnOtherTasksAreRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let sampler = try TaskSampler(numberedImages(groups: [10], drawers: 6), ways: 5)
      let first = Evaluation(of: NearestNeighbor(), on: sampler.tasks(4, seed: 1))
      _ = first.compared(with: Evaluation(of: RandomScorer(), on: sampler.tasks(4, seed: 2)))
    }
    #expect(
      message(of: result).contains(
        "Evaluation: nearest-neighbor and random were evaluated on different tasks"))
  }
}
