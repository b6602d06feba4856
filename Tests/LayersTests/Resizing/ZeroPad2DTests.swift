import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ZeroPad2DTests {
  @Test func agreesWithPyTorch() throws {
    let layer = ZeroPad2D(top: 0, left: 1, bottom: 2, right: 3)
    try expectJudged(layer, by: Fixture("Resizing/zeros"))
  }

  @Test func oneNumberIsForAllSides() throws {
    #expect(try ZeroPad2D(2).outputShape(for: [4, 5, 3]) == [8, 9, 3])
    expectDifferentiable(at: samples([1, 4, 5, 3])) { ZeroPad2D(2)($0[0]) }
  }

  @Test func namesWhatDoesNotFit() {
    let vector = #expect(throws: ShapeError.self) { try ZeroPad2D(1).outputShape(for: [9]) }
    #expect(vector?.message == "ZeroPad2D expects images [height, width, channels], got [9]")
  }
}
