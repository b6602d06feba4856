import Foundation
import Testing

@testable import OneShot

@Suite struct ScoreTailsTests {
  /// The largest of so many draws, by the distribution's inverse.
  private func tails(
    _ inverse: @escaping (Double) -> Double, queries: Int = 200, count: Int = 300
  ) -> ScoreTails {
    var random = SeededGenerator(seed: 8)
    let size = ScoreTails.size(of: count)
    return ScoreTails(
      largest: (0..<queries).map { _ in
        let draws = (0..<count).map { _ in
          Float(inverse((Double(random.next() >> 11) + 0.5) / Double(1 << 53)))
        }
        return Array(draws.sorted(by: >).prefix(size + 1))
      }, of: count)
  }

  /// Exponential, uniform and Pareto's: the three shapes of an end.
  @Test func findsTheShape() {
    #expect(abs(tails { -log(1 - $0) }.shape) < 0.08)
    #expect(abs(tails { $0 }.shape + 1) < 0.15)
    #expect(abs(tails { pow(1 - $0, -0.3) }.shape - 0.3) < 0.1)
  }

  /// Against the truth, on average over the queries, for seventeen times as many scores as there are.
  @Test func theLargestOfMore() {
    let more = 5000
    for probability in [0.1, 0.5, 0.9] {
      let each = pow(probability, 1 / Double(more))
      let kinds: [(String, @Sendable (Double) -> Double)] = [
        ("exponential", { -log(1 - $0) }), ("uniform", { $0 }),
        ("power", { pow(1 - $0, -0.3) }), ("logistic", { log($0 / (1 - $0)) }),
      ]
      for (name, inverse) in kinds {
        let tails = tails(inverse)
        let found = (0..<200).map {
          Double(tails.largest(of: more, query: $0, probability: probability))
        }
        let expected = inverse(each)
        let mean = found.reduce(0, +) / 200
        #expect(
          abs(mean - expected) < 0.12 * expected, "\(name) \(probability): \(mean), \(expected)")
      }
    }
  }

  @Test func equalScoresHaveNoEnd() {
    let same = ScoreTails(largest: [[2, 2, 2, 2, 2, 2]], of: 40)
    #expect(same.largest(of: 1000, query: 0, probability: 0.5) == 2)
  }
}
