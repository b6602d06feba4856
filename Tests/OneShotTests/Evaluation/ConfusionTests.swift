import OneShot
import Testing

@Suite struct ConfusionTests {
  let dataset = numberedImages(groups: [2, 2], drawers: 4)

  /// Everything is taken for class 1, but class 1, which is taken for class 3.
  private let scorer = LabelScorer { query, support in
    support.0 == (query.0 == 1 ? 3 : 1) ? 1 : 0
  }

  private func task(_ queries: [Int]) -> OneShotTask {
    OneShotTask(
      support: [[0], [4], [8], [12]], queries: queries, answers: queries.map { $0 / 4 })
  }

  private func evaluation(_ scorer: LabelScorer, _ tasks: [OneShotTask]) -> Evaluation {
    Evaluation(of: scorer, on: TaskSet(dataset: dataset, tasks: tasks))
  }

  @Test func theMostFrequentFirst() {
    let evaluation = evaluation(scorer, [task([1, 13, 9]), task([14, 5])])
    let found = evaluation.confusions()
    #expect(
      found.map(\.description) == [
        "group1/class1 taken for group0/class1: 2 times",
        "group0/class0 taken for group0/class1: once",
        "group0/class1 taken for group1/class1: once",
        "group1/class0 taken for group0/class1: once",
      ])
    #expect(found.map(\.query) == [13, 1, 5, 9])
    #expect(found.map(\.example) == [4, 4, 12, 4])
    #expect(evaluation.confusions(limit: 2) == Array(found[..<2]))
  }

  @Test func rightAnswersAndNaNDoNotCount() {
    #expect(evaluation(LabelScorer.perfect, [task([1, 5])]).confusions().isEmpty)
    #expect(evaluation(LabelScorer { _, _ in .nan }, [task([1, 5])]).confusions().isEmpty)
  }
}
