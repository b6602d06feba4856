import Kernels
import Testing

@Suite struct TripletMiningTests {
  /// The frequencies with which negatives are drawn for the first element of a batch.
  private func frequencies(distances: [Double], dimensions: Int, draws: Int) -> [Double] {
    // The anchor and its positive coincide; the others are each of a class of their own.
    let n = distances.count + 2
    var squares = [Float](repeating: 0, count: n * n)
    for (index, distance) in distances.enumerated() {
      squares[index + 2] = Float(distance * distance)
    }
    var random = SplitMix64(state: 5)
    var counts = [Int](repeating: 0, count: n)
    for _ in 0..<draws {
      let triplets = distanceWeightedTriplets(
        squares, labels: [0, 0] + distances.indices.map { $0 + 1 }, dimensions: dimensions,
        using: &random)
      counts[triplets.negatives[0]] += 1
    }
    return counts.dropFirst(2).map { Double($0) / Double(draws) }
  }

  @Test func negativesAreDrawnByTheInverseOfTheirDensity() {
    let distances = [0.3, 0.5, 0.8, 1.0, 1.2, 1.39, 1.5]
    let weights = distances.map { distance -> Double in
      if distance >= 1.4 { return 0 }
      let d = max(0.5, distance)
      // Dimension 4: d² √(1 − d²/4).
      return 1 / (d * d * (1 - d * d / 4).squareRoot())
    }
    let draws = 20_000
    let found = frequencies(distances: distances, dimensions: 4, draws: draws)
    for (weight, frequency) in zip(weights, found) {
      let expected = weight / weights.reduce(0, +)
      let deviation = (expected * (1 - expected) / Double(draws)).squareRoot()
      #expect(abs(frequency - expected) <= 4 * deviation, "\(frequency) for \(expected)")
    }
  }

  @Test func beyondAllReachTheNearestIsTaken() {
    #expect(frequencies(distances: [1.9, 1.6, 1.7], dimensions: 8, draws: 20) == [0, 1, 0])
  }

  @Test func manyDimensionsDoNotOverflow() {
    let found = frequencies(distances: [0.6, 1.3], dimensions: 4096, draws: 20)
    #expect(found == [1, 0])
  }
}
