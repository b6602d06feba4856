import OneShot
import Testing

@Suite struct NearestNeighborTests {
  @Test func scoresAreNegativeSquaredDistances() {
    let scorer = NearestNeighbor()
    let images = scorer.represent(
      Tensor([0, 0, 0, 0, 1, 0, 0, 1, 0.5, 0, 0, 0], shape: [3, 2, 2, 1]))
    #expect(
      scorer.scores(of: images, against: Array(images[..<2]))
        == Tensor([[0, -2], [-2, 0], [-0.25, -1.25]]))
  }
}
