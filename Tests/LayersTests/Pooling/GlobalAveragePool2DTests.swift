import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct GlobalAveragePool2DTests {
  @Test func agreesWithKeras() throws {
    try expectJudged(GlobalAveragePool2D(), by: Fixture("GlobalAveragePool2D/default"))
  }

  @Test func needsImages() {
    let error = #expect(throws: ShapeError.self) { try GlobalAveragePool2D().outputShape(for: [9]) }
    #expect(
      error?.message == "GlobalAveragePool2D expects images [height, width, channels], got [9]")
  }
}
