import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct MultiHeadAttentionTests {
  @Test(arguments: Fixture.cases(of: "MultiHeadAttention"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    try expectJudged(MultiHeadAttention(heads: fixture.integer("heads")), by: fixture)
  }

  @Test func isDifferentiable() throws {
    var layer = MultiHeadAttention(heads: 2)
    #expect(try layer.build(for: [3, 4]) == [3, 4])
    let model = layer
    expectDifferentiable(at: samples([2, 3, 4])) { model($0[0]) }
  }

  @Test func knowsNoOrder() throws {
    var layer = MultiHeadAttention(heads: 2)
    try layer.build(for: [3, 4])
    let x = samples([1, 3, 4])[0]
    let order = [2, 0, 1]
    let permuted = x[0].gathered(at: order).expandingDimension(at: 0)
    expectClose(layer(permuted)[0], layer(x)[0].gathered(at: order))
  }

  @Test func refusesFeaturesThatItsHeadsDoNotDivide() {
    for input in [[3, 5], [4], [2, 3, 4]] as [Shape] {
      let error = #expect(throws: ShapeError.self) {
        try MultiHeadAttention(heads: 2).outputShape(for: input)
      }
      #expect(
        error?.message
          == "MultiHeadAttention(heads: 2) expects a sequence [length, features] with a multiple of "
          + "2 features, got \(input)")
    }
  }
}
