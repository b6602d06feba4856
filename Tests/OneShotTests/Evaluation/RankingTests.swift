import OneShot
import Testing

@Suite struct RankingTests {
  private func rankings(_ scorer: LabelScorer, on tasks: [OneShotTask]) -> [Ranking] {
    let dataset = numberedImages(groups: [4], drawers: 2)
    return Evaluation(of: scorer, on: TaskSet(dataset: dataset, tasks: tasks)).rankings
  }

  @Test func bestFirstAndNaNLast() {
    let task = OneShotTask(support: [[0], [2], [4], [6]], queries: [5], answers: [2])
    let scores: [Float] = [.nan, 3, 1, 3]
    let ranking = rankings(LabelScorer { scores[$1.0] }, on: [task])[0]
    #expect(ranking.classes == [1, 3, 2, 0])
    #expect(ranking.scores[..<3] == [3, 3, 1] && ranking.scores[3].isNaN)
    #expect(ranking.query == 5 && ranking.answer == 2 && ranking.rank == 2)
  }

  @Test func oneForEachQuery() {
    let support = [[0], [2], [4], [6]]
    let found = rankings(
      LabelScorer.perfect,
      on: [
        OneShotTask(support: support, queries: [7, 1], answers: [3, 0]),
        OneShotTask(support: support, queries: [3], answers: [1]),
      ])
    #expect(found.map(\.rank) == [0, 0, 0] && found.map(\.task) == [0, 0, 1])
    #expect(found.map(\.query) == [7, 1, 3])
    #expect(found.map(\.classes) == [[3, 0, 1, 2], [0, 1, 2, 3], [1, 0, 2, 3]])
  }
}
