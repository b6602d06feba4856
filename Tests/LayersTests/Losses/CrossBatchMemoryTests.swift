import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct CrossBatchMemoryTests {
  /// Three batches of six in a memory of twelve: the third takes the place of the first.
  @Test(arguments: Fixture.cases(of: "PairLosses", startingWith: "memory"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    var memory = CrossBatchMemory(capacity: 12)
    for step in 0..<3 {
      let labels = fixture.integers("labels.\(step)")
      let x = fixture["embeddings.\(step)"]
      let reference = memory.remember(x, labels: labels)
      func loss(_ x: Tensor) -> Tensor {
        switch fixture.name {
        case "PairLosses/memory-contrastive":
          contrastiveLoss(x, labels: labels, against: reference, margin: 3)
        case "PairLosses/memory-multiSimilarity":
          multiSimilarityLoss(x, labels: labels, against: reference)
        default:
          supervisedContrastiveLoss(
            .pairwiseCosine(x, reference.embeddings) / 0.2, labels: labels, against: reference)
        }
      }
      expectClose(loss(x), fixture["loss.\(step)"], "loss \(step)")
      expectClose(
        gradient(at: [x]) { loss($0[0]) }[0], fixture["gradient.\(step)"], "gradient \(step)",
        tolerance: 2e-5)
    }
  }

  @Test func keepsTheLast() {
    var memory = CrossBatchMemory(capacity: 3)
    #expect(memory.count == 0 && memory.embeddings == nil)
    memory.remember(Tensor([[1], [2]]), labels: [10, 20])
    let reference = memory.remember(Tensor([[3], [4]]), labels: [30, 40])
    #expect(memory.labels == [20, 30, 40] && memory.embeddings == Tensor([[2], [3], [4]]))
    #expect(reference.labels == memory.labels && reference.places == [1, 2])
    memory.removeAll()
    #expect(memory.count == 0 && memory.embeddings == nil)
  }

  @Test func stopsAtABatchThatIsTooLarge() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var memory = CrossBatchMemory(capacity: 3)
      memory.remember(.zeros([4, 2]), labels: [0, 1, 2, 3])
    }
    #expect(message(of: result).contains("4 labels for embeddings [4, 2], at most 3"))
  }

  @Test func stopsAtEmbeddingsOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var memory = CrossBatchMemory(capacity: 3)
      memory.remember(.zeros([1, 2]), labels: [0])
      memory.remember(.zeros([1, 3]), labels: [0])
    }
    #expect(message(of: result).contains("expected embeddings of size 2, got 3"))
  }
}
