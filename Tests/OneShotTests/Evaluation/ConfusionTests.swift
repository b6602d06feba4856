import OneShot
import Testing

@Suite struct ConfusionTests {
  let dataset = numberedImages(alphabets: [2, 2], drawers: 4)

  /// Everything is taken for class 1, but class 1, which is taken for class 3.
  private let scorer = LabelScorer { query, support in
    support.0 == (query.0 == 1 ? 3 : 1) ? 1 : 0
  }

  private func task(_ queries: [Int]) -> OneShotTask {
    OneShotTask(
      support: [[0], [4], [8], [12]], queries: queries, answers: queries.map { $0 / 4 })
  }

  @Test func theMostFrequentFirst() {
    let answers = verdicts(scorer, on: [task([1, 13, 9]), task([14, 5])], of: dataset)
    let found = confusions(in: answers, of: dataset)
    #expect(
      found.map(\.description) == [
        "alphabet1/character1 taken for alphabet0/character1: 2 times",
        "alphabet0/character0 taken for alphabet0/character1: once",
        "alphabet0/character1 taken for alphabet1/character1: once",
        "alphabet1/character0 taken for alphabet0/character1: once",
      ])
    #expect(found.map(\.query) == [13, 1, 5, 9])
    #expect(found.map(\.example) == [4, 4, 12, 4])
    #expect(confusions(in: answers, of: dataset, limit: 2) == Array(found[..<2]))
  }

  @Test func rightAnswersAndNaNDoNotCount() {
    let right = verdicts(LabelScorer.perfect, on: [task([1, 5])], of: dataset)
    #expect(confusions(in: right, of: dataset).isEmpty)
    let nothing = verdicts(LabelScorer { _, _ in .nan }, on: [task([1, 5])], of: dataset)
    #expect(confusions(in: nothing, of: dataset).isEmpty)
  }
}
