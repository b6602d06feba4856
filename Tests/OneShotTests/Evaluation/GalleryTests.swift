import OneShot
import Synchronization
import Testing

@Suite struct GalleryTests {
  let dataset = numberedImages(alphabets: [10, 10], drawers: 6)

  /// Counts how often it sees each image, and the largest batch.
  final class CountingScorer: OneShotScorer {
    let name = "counting"
    let seen = Mutex<(images: [[Float]: Int], largest: Int)>(([:], 0))

    func represent(_ images: Tensor) -> [Int] {
      let pixels = images.flattened()
      seen.withLock { seen in
        seen.largest = max(seen.largest, images.shape[0])
        for i in 0..<images.shape[0] { seen.images[pixels[i].scalars, default: 0] += 1 }
      }
      return Array(0..<images.shape[0])
    }
    func scores(of queries: [Int], against supports: [Int]) -> Tensor {
      .zeros([queries.count, supports.count])
    }
  }

  @Test(arguments: [1, 7, 1000]) func eachImageIsRepresentedOnce(batchSize: Int) throws {
    let scorer = CountingScorer()
    let tasks = try TaskSampler(dataset, ways: 10, queries: 10).tasks(30, seed: 1)
    _ = evaluate(scorer, on: tasks, of: dataset, batchSize: batchSize)
    let used = Set(tasks.flatMap { $0.support.flatMap { $0 } + $0.queries })
    scorer.seen.withLock { seen in
      #expect(seen.images.count == used.count)
      #expect(seen.images.values.allSatisfy { $0 == 1 })
      #expect(seen.largest == min(batchSize, used.count))
    }
  }

  @Test(arguments: [1, 3, 64]) func scoresFollowThePositions(batchSize: Int) {
    let scorer = LabelScorer { Float($0.0 * 100 + $0.1 * 10 + $1.1) }
    let gallery = Gallery(scorer, of: dataset, images: [13, 6, 6, 2, 20], batchSize: batchSize)
    #expect(
      gallery.scores(of: [6, 13], against: [2, 20, 6])
        == Tensor([[102, 102, 100], [212, 212, 210]]))
  }

  @Test func anImageThatIsNotInside() async {
    await #expect(processExitsWith: .failure) {
      let dataset = numberedImages(alphabets: [2], drawers: 2)
      _ = Gallery(LabelScorer.perfect, of: dataset, images: [0]).scores(of: [0], against: [1])
    }
  }
}
