import OneShot
import TestSupport
import Testing

@Suite struct DistanceKindsTests {
  private let a = Tensor([[3, 0, 4]])
  private let b = Tensor([[0, 4, 4]])

  @Test func featuresByHand() {
    expectClose(Distance.l1(a, b), Tensor([[3, 4, 0]]))
    expectClose(Distance.weightedSquaredL2(a, b), Tensor([[9, 16, 0]]))
    expectClose(Distance.l2(a, b), Tensor([[5]]))
    expectClose(Distance.squaredL2(a, b), Tensor([[25]]))
    expectClose(Distance.meanSquared(a, b), Tensor([[25.0 / 3]]))
    expectClose(Distance.cosine(a, b), Tensor([[16 / (5 * Float(32).squareRoot())]]))
  }

  @Test func theNumberOfFeatures() {
    let distances: [Distance] = [.l1, .weightedSquaredL2, .l2, .squaredL2, .meanSquared, .cosine]
    #expect(distances.map { $0.features(for: 7) } == [7, 7, 1, 1, 1, 1])
    #expect(distances.map(\.scale) == [-5, -5, -1, -1, -5, 10])
  }
}
