import TestSupport
import Testing

@testable import OneShot

@Suite struct EnrolledClassesRankingTests {
  /// The scores as the definition has them: of all examples side by side in one matrix, class by class.
  private func scores(
    _ entries: [(label: String, embeddings: Tensor)], _ queries: Tensor,
    _ siamese: Siamese<Sequential>, _ rule: ShotRule
  ) -> [[Float]] {
    let rows = entries.map {
      rule == .prototype
        ? $0.embeddings.mean(axes: [0], keepingDimensions: true) : $0.embeddings
    }
    let scores = siamese.logits(embeddings: queries, with: .concatenated(rows))
    return (0..<queries.shape[0]).map { query in
      var start = 0
      return rows.map { row in
        let range = start..<start + row.shape[0]
        start = range.upperBound
        return Tensor(Array(scores[query].scalars[range])).sum().item / Float(range.count)
      }
    }
  }

  private func entries(
    _ random: inout SeededGenerator, classes: Int, width: Int
  ) -> [(label: String, embeddings: Tensor)] {
    (0..<classes).map { number in
      let shots = [1, 1, 2, 3, 9, 20][number % 6]
      return ("class \(number)", .normal([shots, width], using: &random))
    }
  }

  /// To the last bit, whatever order the examples came in and wherever they lie.
  @Test(
    arguments: [Distance.meanSquared, .l1, .l2, .weightedSquaredL2, .squaredL2],
    ShotRule.allCases)
  func scoresAreThoseOfOneMatrix(_ distance: Distance, _ rule: ShotRule) throws {
    let width = 300
    let siamese = try TinyNetwork.make(units: width, distance: distance)
    var random = SeededGenerator(seed: 4)
    let entries = entries(&random, classes: 60, width: width)
    let queries = Tensor.normal([9, width], using: &random)
    let expected = scores(entries, queries, siamese, rule)
    for order in 0..<3 {
      var (classes, places) = (EnrolledClasses(rule: rule), ClassPlaces())
      if order == 0 {
        classes.add(entries, places: &places)
      } else {
        // One by one, with others that are gone again.
        for shot in 0..<20 {
          for (label, embeddings) in entries where shot < embeddings.shape[0] {
            classes.apply(.add([(label, embeddings[shot..<shot + 1])]), places: &places)
          }
          guard order == 2 else { continue }
          classes.apply(.add([("gone", .normal([3, width], using: &random))]), places: &places)
          classes.apply(.removeExample("gone", 1), places: &places)
          if shot % 2 == 1 { classes.apply(.remove("gone"), places: &places) }
        }
      }
      #expect(classes.labels == entries.map(\.label))
      for (query, ranking) in try classes.rankings(of: queries, by: siamese, best: .max)
        .enumerated()
      {
        let row = expected[query]
        let ranks = row.indices.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
        #expect(ranking.best.map { classes[$0.number].label } == ranks.map { entries[$0].label })
        #expect(ranking.best.map(\.score) == ranks.map { row[$0] })
        let sums = Tensor(row).logSoftmax().scalars
        // That of the tensor is rounded twice.
        let difference = Double(row[0]) - ranking.logSum - Double(sums[0])
        #expect(abs(difference) <= Double(sums[0].ulp) + 1e-6)
      }
      // A query alone gets the same bits, and the best few are those of all.
      let single = try classes.rankings(of: queries[4..<5], by: siamese, best: 3)[0]
      #expect(single.best.map(\.score) == expected[4].sorted(by: >).prefix(3).map { $0 })
    }
  }

  /// A product of matrices may round otherwise where they are cut.
  @Test(arguments: [1, 9]) func cosinesAreThoseOfOneMatrix(_ count: Int) throws {
    let siamese = try TinyNetwork.make(units: 130, distance: .cosine)
    var random = SeededGenerator(seed: 5)
    let entries = entries(&random, classes: 120, width: 130)
    let queries = Tensor.normal([count, 130], using: &random)
    let expected = scores(entries, queries, siamese, .meanScore)
    let found = try EnrolledClasses(entries, rule: .meanScore)
      .rankings(of: queries, by: siamese, best: 1)
    for query in 0..<count { expectClose(found[query].best[0].score, expected[query].max()!) }
  }

  @Test func equalScoresComeInTheOrderOfEnrollment() throws {
    let siamese = try TinyNetwork.make(units: 8)
    var (classes, places) = (EnrolledClasses(rule: .meanScore), ClassPlaces())
    for number in 0..<50 {
      classes.add([("class \(number)", .ones([1, 8]))], places: &places)
    }
    // The row of the first one is now the last of all.
    classes.add([("class 0", .ones([1, 8]))], places: &places)
    classes.remove(0, example: 0)
    classes.remove(2, places: &places)
    let best = try classes.rankings(of: .zeros([1, 8]), by: siamese, best: 4)[0].best
    #expect(best.map(\.number) == [0, 1, 3, 4])
    #expect(try classes.rankings(of: .zeros([1, 8]), by: siamese, best: 100)[0].best.count == 49)
  }

  @Test func nothingAndWhatIsNoNumber() throws {
    let siamese = try TinyNetwork.make(units: 2, distance: .squaredL2)
    let none = EnrolledClasses(rule: .meanScore)
    #expect(throws: ClassifierError.nothingEnrolled) {
      try none.rankings(of: .zeros([1, 2]), by: siamese, best: 1)
    }
    let classes = EnrolledClasses([("a", .zeros([2, 2]))], rule: .meanScore)
    #expect(throws: ClassifierError.notFinite(.score, image: 1)) {
      try classes.rankings(of: Tensor([[0, 0], [3e38, 0]]), by: siamese, best: 1)
    }
  }
}
