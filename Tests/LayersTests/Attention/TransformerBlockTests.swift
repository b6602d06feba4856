import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct TransformerBlockTests {
  @Test func agreesWithPyTorch() throws {
    try expectJudged(
      TransformerBlock(heads: 2, hidden: 6), by: Fixture("TransformerBlock/gelu"))
    try expectJudged(
      TransformerBlock(heads: 1, hidden: 5, activation: .relu), by: Fixture("TransformerBlock/relu")
    )
  }

  @Test func isDifferentiable() throws {
    var layer = TransformerBlock(heads: 2, hidden: 8)
    #expect(try layer.build(for: [3, 4]) == [3, 4])
    let model = layer
    expectDifferentiable(at: samples([2, 3, 4])) { model($0[0]) }
  }

  @Test func refusesWhatIsNoSequence() {
    let error = #expect(throws: ShapeError.self) {
      try TransformerBlock(heads: 2, hidden: 8).outputShape(for: [4])
    }
    #expect(error?.path == ["attention"])
  }
}
