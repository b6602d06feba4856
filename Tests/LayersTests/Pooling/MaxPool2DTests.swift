import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct MaxPool2DTests {
  @Test(arguments: Fixture.cases(of: "MaxPool2D"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let layer = MaxPool2D(
      fixture.integer("size"), strides: fixture.integer("strides"), padding: try padding(fixture))
    try expectJudged(layer, by: fixture)
  }

  @Test(arguments: Fixture.cases(of: "Pooling", startingWith: "max"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    let layer = MaxPool2D(
      fixture.integer("size"), strides: fixture.integer("stride"),
      padding: .zeros(fixture.integer("padding")), roundsUp: fixture.integer("roundsUp") == 1)
    try expectJudged(layer, by: fixture)
  }

  @Test func halvesByDefault() throws {
    #expect(try MaxPool2D().outputShape(for: [7, 6, 3]) == [3, 3, 3])
  }

  @Test func namesWhatDoesNotFit() {
    let error = #expect(throws: ShapeError.self) {
      try MaxPool2D(4).outputShape(for: [3, 8, 1])
    }
    #expect(
      error?.message.hasPrefix("MaxPool2D with a 4×4 window does not fit images [3, 8, 1]")
        == true)
  }
}
