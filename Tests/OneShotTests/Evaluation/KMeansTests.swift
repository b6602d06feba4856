import OneShot
import TestSupport
import Testing

@Suite struct KMeansTests {
  private let blobs = Tensor([
    [0, 0], [0, 1], [1, 0], [10, 10], [10, 11], [11, 10], [-10, 5], [-10, 6], [-11, 5],
  ])

  @Test func findsWhatIsApart() {
    let clusters = KMeans(of: blobs, clusters: 3, seed: 2)
    let classes = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    #expect(normalizedMutualInformation(clusters.assignments, classes) == 1)
    let first = clusters.centers[clusters.assignments[0]]
    expectClose(first, Tensor([1.0 / 3, 1.0 / 3]))
    #expect(abs(clusters.inertia - 4) < 1e-4)
  }

  @Test func isTheSameForAnyNumberOfThreads() {
    var random = SeededGenerator(seed: 4)
    let points = Tensor.normal([500, 7], using: &random)
    let all = KMeans(of: points, clusters: 12, seed: 3)
    let one = ThreadPool.serially { KMeans(of: points, clusters: 12, seed: 3) }
    #expect(all.assignments == one.assignments && all.inertia == one.inertia)
    #expect(KMeans(of: points, clusters: 12, seed: 4).assignments != all.assignments)
    // Each point is nearest to its own center, the mean of its cluster.
    let nearest = (-Tensor.pairwiseSquaredL2(points, all.centers)).argmax(axis: 1)
    #expect(nearest == all.assignments)
  }

  /// More clusters than different points leave some empty; every point is its own center then.
  @Test func pointsMayCoincide() {
    let points = Tensor([[1, 1], [1, 1], [1, 1], [2, 2]])
    let clusters = KMeans(of: points, clusters: 3, seed: 1)
    #expect(clusters.inertia == 0 && clusters.centers.isFinite)
    #expect(KMeans(of: blobs, clusters: 9).inertia == 0)
    #expect(KMeans(of: blobs, clusters: 1).centers.shape == [1, 2])
  }

  @Test func moreStartsAreNeverWorse() {
    var random = SeededGenerator(seed: 5)
    let points = Tensor.normal([60, 2], using: &random)
    let once = KMeans(of: points, clusters: 8, restarts: 1)
    #expect(KMeans(of: points, clusters: 8, restarts: 8).inertia <= once.inertia)
  }

  @Test func stopsAtMoreClustersThanPoints() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = KMeans(of: .zeros([3, 2]), clusters: 4)
    }
    #expect(message(of: result).contains("KMeans: 4 clusters of 3 points"))
  }
}
