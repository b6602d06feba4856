import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct InstanceNormTests {
  @Test(arguments: Fixture.cases(of: "InstanceNorm"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    try expectJudged(InstanceNorm(), by: fixture)
  }

  @Test func refusesASinglePixel() {
    for input in [[4], [1, 1, 4]] as [Shape] {
      let error = #expect(throws: ShapeError.self) { try InstanceNorm().outputShape(for: input) }
      #expect(
        error?.message
          == "InstanceNorm expects several pixels [height, width, channels], got \(input)")
    }
  }
}
