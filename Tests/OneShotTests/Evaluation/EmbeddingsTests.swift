import OneShot
import Synchronization
import TestSupport
import Testing

@Suite struct EmbeddingsTests {
  let dataset = numberedImages(groups: [10, 10], drawers: 6)

  /// Counts how often it sees each image, and the largest batch.
  final class CountingScorer: PairScorer {
    let name = "counting"
    let seen = Mutex<(images: [[Float]: Int], largest: Int)>(([:], 0))

    func embed(_ images: Tensor) -> Tensor {
      let pixels = images.flattened()
      seen.withLock { seen in
        seen.largest = max(seen.largest, images.shape[0])
        for i in 0..<images.shape[0] { seen.images[pixels[i].scalars, default: 0] += 1 }
      }
      return pixels
    }
    func scores(of a: Tensor, with b: Tensor) -> Tensor { .zeros([a.shape[0], b.shape[0]]) }
  }

  @Test(arguments: [1, 7, 1000]) func eachImageIsEmbeddedOnce(batchSize: Int) throws {
    let scorer = CountingScorer()
    let tasks = try TaskSampler(dataset, ways: 10, queries: 10).tasks(30, seed: 1)
    let evaluation = Evaluation(of: scorer, on: tasks, batchSize: batchSize)
    _ = (evaluation.accuracy, evaluation.byGroup, evaluation.confusions(), evaluation.rankings)
    _ = TaskPicture(evaluation, trials: [0, 5])
    let used = Set(tasks.tasks.flatMap { $0.support.flatMap { $0 } + $0.queries })
    scorer.seen.withLock { seen in
      #expect(seen.images.count == used.count)
      #expect(seen.images.values.allSatisfy { $0 == 1 })
      #expect(seen.largest == min(batchSize, used.count))
    }
  }

  @Test(arguments: [1, 3, 64]) func rowsFollowThePositions(batchSize: Int) {
    let store = NearestNeighbor().embed(dataset, at: [13, 6, 6, 2, 20], batchSize: batchSize)
    #expect(store.positions == [2, 6, 13, 20])
    #expect(store.values == dataset.images(at: [2, 6, 13, 20]).flattened())
    #expect(store.rows(at: [20, 2, 20]) == dataset.images(at: [20, 2, 20]).flattened())
  }

  @Test func allImagesByDefaultAndNoneWhereNoneAreAskedFor() {
    #expect(NearestNeighbor().embed(dataset).positions == Array(0..<dataset.count))
    let none = NearestNeighbor().embed(dataset, at: [])
    #expect(none.positions.isEmpty && none.values.shape == [0, 4])
  }

  @Test(arguments: [1, 7, 64]) func theMeanIsThatOfAllImages(batchSize: Int) {
    let dataset = numberedImages(groups: [3, 2], drawers: 4)
    let store = Flatten().embed(dataset, batchSize: batchSize)
    // Classes 0 … 4 and drawers 0 … 3 of 255.
    expectClose(store.mean, Tensor([2, 1.5, 0, 0]) / 255)
    let own = Embeddings(of: dataset, batchSize: batchSize) { $0.flattened() }
    #expect(own.values == store.values)
  }

  /// A store is kept from the gradient of the moment in which it is made.
  @Test func theyAreConstants() {
    let slopes = gradient(at: [Tensor(2)]) { inputs in
      let store = Embeddings(of: dataset, at: [7]) { $0.flattened() * inputs[0] }
      return store.values.sum() + inputs[0]
    }
    #expect(slopes == [Tensor(1)])
  }

  @Test func anImageThatIsNotInside() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let dataset = numberedImages(groups: [2], drawers: 2)
      _ = NearestNeighbor().embed(dataset, at: [0]).rows(at: [1])
    }
    #expect(message(of: result).contains("Embeddings: image 1 is not among its 1 images"))
  }

  @Test func aScorerThatLosesImages() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Loser: TaskScorer {
        let name = "loser"
        func embed(_ images: Tensor) -> Tensor { images.flattened()[0..<1] }
        func scores(of queries: Tensor, support: Tensor) -> Tensor { queries }
      }
      _ = Loser().embed(numberedImages(groups: [2], drawers: 2))
    }
    #expect(
      message(of: result).contains("loser: expected 4 embeddings of as many images, got [1, 4]"))
  }
}
