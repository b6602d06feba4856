import Basics
import Testing

@testable import Kernels

@Suite struct ClassScoresTests {
  /// Rows of classes in any order, some of them silent, in two runs.
  private let classes: [[Int32]] = [[3, 0, 3, 5, 1], [3, 1, 0, 4, 4, 4]]
  private let silent: [[UInt64]] = [[0b00010], [0b010000]]

  private func withRuns<Result>(_ body: ([RowRun]) -> Result) -> Result {
    classes[0].withUnsafeBufferPointer { first in
      classes[1].withUnsafeBufferPointer { second in
        body([
          RowRun(first.baseAddress!, count: first.count, silent: silent[0]),
          RowRun(second.baseAddress!, count: second.count, silent: silent[1]),
        ])
      }
    }
  }

  @Test func rowsOfAClassGetPlacesSideBySide() {
    let found = withRuns { RepeatedClasses($0, classes: 6) }
    // 1 has two rows, 3 three and 4 two; 0 and 5 have one each.
    #expect(found.numbers == [1, 3, 4] && found.lengths == [2, 3, 2] && found.rows == 7)
    #expect(found.places == [2, -1, 3, -1, 0, 4, 1, -1, 5, -1, 6])
  }

  @Test func theScoreOfAClassIsTheMeanOfItsRows() {
    // Of two queries each.
    let scores: [[Float]] = [
      [1, 90, 2, 3, 4, 10, 91, 20, 30, 40], [5, 6, 7, 8, 92, 9, 50, 60, 70, 80, 93, 90],
    ]
    var target = [Float](repeating: -.infinity, count: 12)
    let bad = target.withUnsafeMutableBufferPointer { target in
      withRuns { runs in
        let repeated = RepeatedClasses(runs, classes: 6)
        var others = [Float](repeating: .nan, count: 2 * repeated.rows)
        return others.withUnsafeMutableBufferPointer { others in
          let classScores = ClassScores(
            target.baseAddress!, classes: 6, repeated: (repeated, others.baseAddress!))
          let bad = [0, 1].compactMap {
            classScores.take(scores[$0], queries: 2, of: runs[$0], start: 5 * $0)
          }
          for query in 0..<2 { classScores.takeMeans(query: query) }
          return bad
        }
      }
    }
    let expected: [Float] = [7, 5, -.infinity, 8.0 / 3, 8.5, 3]
    #expect(bad.isEmpty)
    #expect(Array(target[..<6]) == expected)
    #expect(Array(target[6...]) == [70, 50, -.infinity, 80.0 / 3, 85, 30])
  }

  @Test func namesTheFirstQueryWithoutANumber() {
    func bad(_ scores: [Float]) -> Int? {
      withRuns { runs in
        var target = [Float](repeating: 0, count: 18)
        return target.withUnsafeMutableBufferPointer {
          ClassScores($0.baseAddress!, classes: 6, repeated: nil)
            .take(scores, queries: 3, of: runs[0], start: 0)
        }
      }
    }
    var scores = [Float](repeating: 1, count: 15)
    #expect(bad(scores) == nil)
    // Of a silent row.
    scores[1] = .nan
    #expect(bad(scores) == nil)
    scores[12] = .infinity
    #expect(bad(scores) == 2)
    scores[5] = .nan
    #expect(bad(scores) == 1)
  }

  @Test func theLogarithmOfASum() {
    for count in [1, 7, 1 << 15, 100_001] {
      let x = (0..<count).map { number in
        let hundredths = (number * 7919) % 1013
        return 80 + Float(hundredths) / 100
      }
      let expected: Double = x.reduce(0) { $0 + exp(Double($1) - 90) }
      let found = x.withPointer { logSumExp($0, count: count) }
      #expect(abs(found - 90 - log(expected)) < 1e-5)
      #expect(
        (x + [-.infinity, -.infinity]).withPointer { logSumExp($0, count: count + 2) } == found)
    }
  }

  @Test func theSumOfLargeScoresKeepsItsLogarithm() {
    let found = [Float](repeating: -1e8, count: 4).withPointer { logSumExp($0, count: 4) }
    #expect(abs(found + 1e8 - log(4)) < 1e-7)
  }
}
