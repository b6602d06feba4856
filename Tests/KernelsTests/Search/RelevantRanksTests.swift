import Kernels
import Testing

@Suite struct RelevantRanksTests {
  private func ranks(
    _ scores: [Float], query: Int = 0, classes: [Int32], k: Int
  ) -> [Int] {
    relevantRanks(scores, of: query..<query + 1, classes: classes, k: [k])[0]
  }

  @Test func ranksCountFromTheBest() {
    let classes: [Int32] = [7, 7, 2, 7, 3, 7]
    let scores: [Float] = [9, 1, 2, 3, 4, 5]
    #expect(ranks(scores, classes: classes, k: 5) == [0, 2, 4])
    #expect(ranks(scores, classes: classes, k: 3) == [0, 2])
    #expect(ranks(scores, classes: classes, k: 1) == [0])
    #expect(ranks(scores, classes: classes, k: 0) == [])
    #expect(ranks(scores, query: 2, classes: classes, k: 5) == [])
  }

  @Test func othersComeFirstWhereScoresAreEqual() {
    let classes: [Int32] = [0, 0, 0, 1, 1, 1]
    let constant = [Float](repeating: 1, count: 6)
    #expect(ranks(constant, classes: classes, k: 5) == [3, 4])
    #expect(ranks(constant, classes: classes, k: 3) == [])
    let nan = [Float](repeating: .nan, count: 6)
    #expect(ranks(nan, classes: classes, k: 5) == [3, 4])
    // One that is known to be alike beats all of which nothing is known.
    #expect(ranks([.nan, -9, .nan, .nan, .nan, .nan], classes: classes, k: 5) == [0, 4])
  }

  /// Many more rows than are sorted at a time, in every order.
  @Test func agreesWithSortingEverything() {
    var random = SplitMix64(state: 3)
    let classes = (0..<300).map { _ in Int32(random.next() % 7) }
    let scores = (0..<300 * 4).map { _ in Float(random.next() % 50) }
    let found = relevantRanks(scores, of: 10..<14, classes: classes, k: [1, 20, 60, 299])
    for (place, query) in (10..<14).enumerated() {
      let others = (0..<300).filter { $0 != query }.map {
        (score: scores[place * 300 + $0], isSame: classes[$0] == classes[query])
      }
      let sorted = others.sorted {
        $0.score != $1.score ? $0.score > $1.score : !$0.isSame && $1.isSame
      }
      let k = [1, 20, 60, 299][place]
      #expect(found[place] == sorted[..<k].indices.filter { sorted[$0].isSame })
    }
  }
}
