import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct GlobalMaxPool2DTests {
  @Test func agreesWithPyTorch() throws {
    try expectJudged(GlobalMaxPool2D(), by: Fixture("GlobalMaxPool2D/default"))
  }

  @Test func isDifferentiable() {
    expectDifferentiable(at: [distinct([2, 3, 4, 2])]) { GlobalMaxPool2D()($0[0]) }
  }

  @Test func needsImages() {
    let error = #expect(throws: ShapeError.self) { try GlobalMaxPool2D().outputShape(for: [9]) }
    #expect(error?.message == "GlobalMaxPool2D expects images [height, width, channels], got [9]")
  }
}
