import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ReflectPad2DTests {
  @Test func agreesWithPyTorch() throws {
    let layer = ReflectPad2D(top: 0, left: 1, bottom: 2, right: 3)
    try expectJudged(layer, by: Fixture("Resizing/reflected"))
  }

  @Test func oneNumberIsForAllSides() throws {
    #expect(try ReflectPad2D(2).outputShape(for: [4, 5, 3]) == [8, 9, 3])
    expectDifferentiable(at: samples([1, 4, 5, 3])) { ReflectPad2D(2)($0[0]) }
  }

  @Test func namesWhatDoesNotFit() {
    let vector = #expect(throws: ShapeError.self) { try ReflectPad2D(1).outputShape(for: [9]) }
    #expect(vector?.message == "ReflectPad2D expects images [height, width, channels], got [9]")

    let small = #expect(throws: ShapeError.self) {
      try ReflectPad2D(4).outputShape(for: [4, 9, 1])
    }
    #expect(
      small?.message == "ReflectPad2D by [4, 4, 4, 4] does not fit images [4, 9, 1]: it must be "
        + "smaller than they are")
  }
}
