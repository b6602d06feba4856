import OneShot
import Testing

@Suite struct AlphabetAccuraciesTests {
  @Test func worstFirst() throws {
    let dataset = numberedImages(alphabets: [4, 4, 4, 2], drawers: 5)
    // Alphabets 0 and 2 are known, of alphabet 1 the first two classes.
    let scorer = LabelScorer { $0.0 == $1.0 && !(6..<8).contains($0.0) ? 1 : 0 }
    let tasks = (0..<3).map { alphabet in
      let classes = (alphabet * 4..<alphabet * 4 + 4)
      return OneShotTask(
        support: classes.map { [$0 * 5] }, queries: classes.map { $0 * 5 + 1 },
        answers: Array(0..<4))
    }
    let found = AlphabetAccuracies(verdicts(scorer, on: tasks, of: dataset), of: dataset)
    #expect(found.rows.map(\.alphabet) == ["alphabet1", "alphabet0", "alphabet2"])
    #expect(found.rows.map(\.accuracy.correct) == [2, 4, 4])
    #expect(found.rows.allSatisfy { $0.accuracy.trials == 4 })
    let lines = found.description.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("alphabet1  50.0 % ± "))
  }

  @Test func anImageOfNoClass() async {
    await #expect(processExitsWith: .failure) {
      let whole = numberedImages(alphabets: [2], drawers: 2)
      let nameless = ImageDataset(
        name: "nameless", height: 2, width: 2, groups: [], classes: [], pixels: whole.pixels)
      let task = OneShotTask(support: [[0], [2]], queries: [1], answers: [0])
      _ = AlphabetAccuracies(
        verdicts(LabelScorer.perfect, on: [task], of: nameless), of: nameless)
    }
  }
}
