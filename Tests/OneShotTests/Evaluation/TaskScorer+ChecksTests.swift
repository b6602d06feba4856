import OneShot
import TestSupport
import Testing

/// What does not fit stops, in the name of the method.
@Suite struct TaskScorerChecksTests {
  @Test func scoresThatAreTooFew() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Short: TaskScorer {
        let name = "short"
        func embed(_ images: Tensor) -> Tensor { images.flattened() }
        func scores(of queries: Tensor, support: Tensor) -> Tensor { .zeros([1, 1]) }
      }
      let dataset = numberedImages(groups: [4], drawers: 4)
      let tasks = try TaskSampler(dataset, ways: 3, queries: 2).tasks(1, seed: 1)
      _ = Evaluation(of: Short(), on: tasks)
    }
    #expect(message(of: result).contains("short: expected scores [2, 3], got [1, 1]"))
  }

  @Test func embeddingsOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NearestNeighbor().scores(of: .zeros([2, 3]), with: .zeros([2, 4]))
    }
    #expect(
      message(of: result).contains(
        "nearest-neighbor: expected embeddings of one shape, got [2, 3] and [2, 4]"))
  }

  @Test func sidesOfDifferentLengths() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let siamese = try Siamese(Sequential { Flatten() }, input: [2, 2, 1])
      _ = siamese.pairScores(of: .zeros([2, 4]), .zeros([3, 4]))
    }
    #expect(
      message(of: result).contains(
        "siamese: expected as many embeddings on both sides, got [2, 4] and [3, 4]"))
  }

  @Test func supportOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RandomScorer().scores(of: .zeros([2]), support: .zeros([3, 1, 4]))
    }
    #expect(
      message(of: result).contains(
        "random: expected queries [queries] + embedding and support [ways, shots] + embedding, got "
          + "[2] and [3, 1, 4]"))
  }
}
