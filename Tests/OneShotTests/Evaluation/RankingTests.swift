import OneShot
import Testing

@Suite struct RankingTests {
  let dataset = numberedImages(alphabets: [4], drawers: 2)

  @Test func bestFirstAndNaNLast() {
    let task = OneShotTask(support: [[0], [2], [4], [6]], queries: [5], answers: [2])
    let scores: [Float] = [.nan, 3, 1, 3]
    let ranking = rankings(LabelScorer { scores[$1.0] }, on: task, of: dataset)[0]
    #expect(ranking.classes == [1, 3, 2, 0])
    #expect(ranking.scores[..<3] == [3, 3, 1] && ranking.scores[3].isNaN)
    #expect(ranking.query == 5 && ranking.answer == 2 && ranking.rank == 2)
  }

  @Test func oneForEachQuery() {
    let task = OneShotTask(support: [[0], [2], [4], [6]], queries: [7, 1], answers: [3, 0])
    let found = rankings(LabelScorer.perfect, on: task, of: dataset)
    #expect(found.map(\.rank) == [0, 0])
    #expect(found.map(\.classes) == [[3, 0, 1, 2], [0, 1, 2, 3]])
  }
}
