import Basics
import Testing

@testable import Kernels

@Suite struct NeighborProbabilitiesTests {
  /// Points on a line at the given places.
  private func probabilities(_ places: [Float], perplexity: Double) -> [Float] {
    let n = places.count
    let squares = places.flatMap { a in places.map { (a - $0) * (a - $0) } }
    var p = [Float](repeating: -1, count: n * n)
    neighborProbabilities(squares, count: n, perplexity: perplexity, into: &p)
    return p
  }

  @Test func symmetricWithoutADiagonalAndOfSumOne() {
    let p = probabilities([0, 1, 3, 4.5, 9], perplexity: 2)
    #expect(abs(p.reduce(0, +) - 1) < 1e-5)
    for i in 0..<5 {
      #expect(p[i * 5 + i] == 0)
      for j in 0..<5 { #expect(p[i * 5 + j] == p[j * 5 + i]) }
    }
    // Nearer points are more likely neighbors.
    #expect(p[1] > p[2] && p[2] > p[4])
  }

  /// Where all points are alike, the two conditional probabilities of a pair are too: their entropy is the
  /// perplexity's.
  @Test func thePerplexityIsTheOneThatWasAsked() {
    let n = 12
    let squares = (0..<n).flatMap { i in
      (0..<n).map { j in Float(min((i - j + n) % n, (j - i + n) % n)) }
    }
    var p = [Float](repeating: 0, count: n * n)
    neighborProbabilities(squares, count: n, perplexity: 4, into: &p)
    let row = p[..<n].map { Double($0) * Double(n) }
    let entropy = -row.filter { $0 > 0 }.reduce(0) { $0 + $1 * log($1) }
    #expect(abs(exp(entropy) - 4) < 1e-3)
  }

  @Test func pointsFarAwayStillHaveNeighbors() {
    let p = probabilities([0, 1e6, 1e6 + 1, 2e6], perplexity: 1.5)
    #expect(p.allSatisfy(\.isFinite) && p[1] > 0 && p[11] > 0)
  }
}
