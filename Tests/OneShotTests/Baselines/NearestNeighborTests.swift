import OneShot
import Testing

@Suite struct NearestNeighborTests {
  @Test func scoresAreNegativeSquaredDistances() {
    let scorer = NearestNeighbor()
    let images = scorer.embed(
      Tensor([0, 0, 0, 0, 1, 0, 0, 1, 0.5, 0, 0, 0], shape: [3, 2, 2, 1]))
    #expect(images.shape == [3, 4])
    #expect(
      scorer.scores(of: images, with: images[0..<2])
        == Tensor([[0, -2], [-2, 0], [-0.25, -1.25]]))
    #expect(scorer.pairScores(of: images[0..<2], images[1..<3]) == Tensor([-2, -1.25]))
  }
}
