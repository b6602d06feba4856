import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ReferenceSetTests {
  /// The element that is in the set is left out, and only it.
  @Test func noElementMeetsItself() {
    let x = Tensor([[1, 0], [0, 1]])
    let set = ReferenceSet(
      embeddings: Tensor([[0, 1], [1, 0], [1, 1]]), labels: [1, 0, 0], places: [1, nil])
    func loss(_ reference: ReferenceSet) -> [Float] {
      multiSimilarityLoss(
        x, labels: [0, 1], against: reference, settings: MultiSimilarity(margin: nil),
        reduction: .none
      ).scalars
    }
    let others = ReferenceSet(embeddings: set.embeddings, labels: set.labels)
    #expect(loss(set)[0] != loss(others)[0] && loss(set)[1] == loss(others)[1])
    let without = ReferenceSet(embeddings: Tensor([[0, 1], [1, 1]]), labels: [1, 0])
    expectClose(loss(set)[0], loss(without)[0])
  }

  @Test func isAConstant() {
    let x = samples([3, 2])[0]
    let slope = gradient(at: [x]) { inputs in
      let set = ReferenceSet(embeddings: inputs[0], labels: [0, 1, 0])
      return multiSimilarityLoss(x, labels: [0, 1, 0], against: set)
    }[0]
    #expect(slope == .zeros([3, 2]))
  }

  @Test func stopsAtPlacesOfAnotherBatch() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let set = ReferenceSet(embeddings: .ones([2, 2]), labels: [0, 1], places: [0])
      _ = multiSimilarityLoss(.ones([2, 2]), labels: [0, 1], against: set)
    }
    #expect(message(of: result).contains("places for 1 elements, a batch of 2"))
  }

  @Test func stopsAtPlacesOutside() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ReferenceSet(embeddings: .ones([2, 2]), labels: [0, 1], places: [2])
    }
    #expect(message(of: result).contains("in a set of 2"))
  }
}
