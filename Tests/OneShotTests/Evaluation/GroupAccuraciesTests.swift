import OneShot
import Testing

@Suite struct GroupAccuraciesTests {
  @Test func worstFirst() throws {
    let dataset = numberedImages(groups: [4, 4, 4, 2], drawers: 5)
    // Groups 0 and 2 are known, of group 1 the first two classes.
    let scorer = LabelScorer { $0.0 == $1.0 && !(6..<8).contains($0.0) ? 1 : 0 }
    let tasks = (0..<3).map { group in
      let classes = (group * 4..<group * 4 + 4)
      return OneShotTask(
        support: classes.map { [$0 * 5] }, queries: classes.map { $0 * 5 + 1 },
        answers: Array(0..<4))
    }
    let found = Evaluation(of: scorer, on: TaskSet(dataset: dataset, tasks: tasks)).byGroup
    #expect(found.rows.map(\.group) == ["group1", "group0", "group2"])
    #expect(found.rows.map(\.accuracy.correct) == [2, 4, 4])
    #expect(found.rows.allSatisfy { $0.accuracy.trials == 4 })
    let lines = found.description.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("group1  50.0 % ± "))
  }
}
