import Testing

@testable import Kernels

@Suite struct PairwiseDistanceTests {
  /// Wider than one block of sums, and no multiple of a vector.
  @Test(arguments: [Difference.absolute, .squared], [3, 8, 600, 1037])
  func agreesWithTheDefinition(_ difference: Difference, _ width: Int) {
    let (a, b) = (scattered(4 * width), scattered(3 * width, seed: 2))
    let weights = scattered(width, seed: 3)
    let expected = (0..<12).map { (place: Int) -> Float in
      let (i, j) = (place / 3, place % 3)
      return Float(
        (0..<width).reduce(0.0) { sum, k in
          let delta = Double(a[i * width + k] - b[j * width + k])
          return sum + Double(weights[k]) * (difference == .squared ? delta * delta : abs(delta))
        })
    }
    let found = a.withPointer { a in
      b.withPointer { b in
        weights.withPointer { weights in
          filled(12) {
            PairwiseDistance(
              Matrix(a, 4, width), Matrix(b, 3, width), weights: weights, difference
            ).distances(into: $0)
          }
        }
      }
    }
    #expect(largestDifference(found, expected) < 1e-3)
  }

  @Test func ofRowsFromThemselvesIsSymmetric() {
    let found = scattered(5 * 9).withPointer { a in
      filled(25) {
        PairwiseDistance(Matrix(a, 5, 9), Matrix(a, 5, 9), .squared).distances(into: $0)
      }
    }
    for i in 0..<5 {
      #expect(found[i * 6] == 0)
      for j in 0..<5 { #expect(found[i * 5 + j] == found[j * 5 + i]) }
    }
  }

  @Test func ofNothingIsNothing() {
    [Float(1)].withPointer { a in
      #expect(
        filled(0) {
          PairwiseDistance(Matrix(a, 0, 1), Matrix(a, 1, 1), .absolute).distances(into: $0)
        }
          == [])
    }
  }
}
