import OneShot
import Testing

@Suite struct VerdictTests {
  let dataset = numberedImages(alphabets: [3], drawers: 4)
  /// Examples 0, 4 and 8 of classes 0, 1 and 2.
  let task = OneShotTask(support: [[0], [4], [8]], queries: [1, 5, 9], answers: [0, 1, 2])

  @Test func choicesArePictures() {
    // Class 2 is taken for class 1.
    let scorer = LabelScorer { $0.0 == $1.0 ? 1 : $0.0 == 2 && $1.0 == 1 ? 2 : 0 }
    let found = verdicts(scorer, on: [task], of: dataset)
    #expect(found.map(\.query) == [1, 5, 9])
    #expect(found.map(\.answer) == [0, 4, 8])
    #expect(found.map(\.choice) == [0, 4, 4])
    #expect(found.map(\.isCorrect) == [true, true, false])
    #expect(Accuracy(found) == evaluate(scorer, on: [task], of: dataset))
  }

  @Test func tiesAndNaN() {
    let tie = LabelScorer { $1.0 == 2 ? 0 : 1 }
    #expect(verdicts(tie, on: [task], of: dataset).map(\.choice).prefix(2) == [4, 0])
    let noTruth = LabelScorer { $0.0 == $1.0 ? .nan : 0 }
    #expect(verdicts(noTruth, on: [task], of: dataset).allSatisfy { $0.choice == nil })
    let nothingElse = LabelScorer { $0.0 == $1.0 ? 1 : .nan }
    #expect(verdicts(nothingElse, on: [task], of: dataset).allSatisfy { $0.choice == nil })
    let oneOther = LabelScorer { $0.0 == $1.0 ? 1 : $1.0 == ($0.0 + 1) % 3 ? 0 : .nan }
    #expect(verdicts(oneOther, on: [task], of: dataset).map(\.choice) == [4, 8, 0])
  }

  @Test func thereMayBeNoTasks() {
    #expect(verdicts(LabelScorer.perfect, on: [], of: dataset).isEmpty)
  }
}
