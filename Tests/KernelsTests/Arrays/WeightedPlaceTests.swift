import Kernels
import Testing

@Suite struct WeightedPlaceTests {
  @Test func placesAreAsLikelyAsTheirWeights() {
    let weights: [Float] = [0, 1, 0, 3, 0]
    let places = (0..<8).map { weightedPlace(weights, count: 5, share: Double($0) / 8) }
    #expect(places == [1, 1, 3, 3, 3, 3, 3, 3])
    #expect(weightedPlace(weights, count: 5, share: 1 - 0x1p-53) == 3)
  }

  @Test func withoutWeightsAllAreAsLikely() {
    let places = (0..<4).map { weightedPlace([0, 0], count: 2, share: Double($0) / 4) }
    #expect(places == [0, 0, 1, 1])
  }
}
