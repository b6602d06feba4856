import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LayerNormTests {
  @Test(arguments: Fixture.cases(of: "LayerNorm"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    try expectJudged(LayerNorm(), by: fixture)
  }

  @Test func refusesAScalar() {
    let error = #expect(throws: ShapeError.self) { try LayerNorm().outputShape(for: []) }
    #expect(error?.message == "LayerNorm expects vectors, got a scalar")
  }
}
