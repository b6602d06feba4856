import OneShot
import Testing

@Suite struct VerdictTests {
  /// Examples 0, 4 and 8 of classes 0, 1 and 2.
  let tasks = TaskSet(
    dataset: numberedImages(groups: [3], drawers: 4),
    tasks: [OneShotTask(support: [[0], [4], [8]], queries: [1, 5, 9], answers: [0, 1, 2])])

  private func choices(_ scorer: LabelScorer) -> [Int?] {
    Evaluation(of: scorer, on: tasks).verdicts.map(\.choice)
  }

  @Test func choicesArePictures() {
    // Class 2 is taken for class 1.
    let scorer = LabelScorer { $0.0 == $1.0 ? 1 : $0.0 == 2 && $1.0 == 1 ? 2 : 0 }
    let evaluation = Evaluation(of: scorer, on: tasks)
    let found = evaluation.verdicts
    #expect(found.map(\.query) == [1, 5, 9])
    #expect(found.map(\.answer) == [0, 4, 8])
    #expect(found.map(\.choice) == [0, 4, 4])
    #expect(found.map(\.isCorrect) == [true, true, false])
    #expect(Accuracy(found) == evaluation.accuracy && evaluation.wrongTrials == [2])
  }

  @Test func tiesAndNaN() {
    #expect(choices(LabelScorer { $1.0 == 2 ? 0 : 1 }).prefix(2) == [4, 0])
    #expect(choices(LabelScorer { $0.0 == $1.0 ? .nan : 0 }) == [nil, nil, nil])
    #expect(choices(LabelScorer { $0.0 == $1.0 ? 1 : .nan }) == [nil, nil, nil])
    let oneOther = LabelScorer { $0.0 == $1.0 ? 1 : $1.0 == ($0.0 + 1) % 3 ? 0 : .nan }
    #expect(choices(oneOther) == [4, 8, 0])
  }
}
