import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct DenseTests {
  @Test(arguments: Fixture.cases(of: "Dense"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let layer = Dense(
      4, activation: try activation(fixture.text("activation")),
      usesBias: fixture.contains("bias"))
    try expectJudged(layer, by: fixture)
  }

  @Test func shapesItsParametersForTheInput() throws {
    var layer = Dense(3)
    #expect(try layer.build(for: [7]) == [3])
    #expect(layer.weight.value.shape == [7, 3])
    #expect(layer.parameters.map(\.path) == ["weight", "bias"])
    #expect(Dense(3, usesBias: false).parameters.map(\.path) == ["weight"])
  }

  @Test func saysWhatToPutBeforeIt() {
    var layer = Dense(8)
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [6, 6, 4]) }
    #expect(error?.message == "Dense(8) expects a vector, got [6, 6, 4]: put Flatten() before it")
  }

  @Test func gradientsPassTheCheck() throws {
    var random = SeededGenerator(seed: 2)
    let inputs = [[4, 3], [3, 2], [2]].map { Tensor.normal(Shape($0), using: &random) }
    let check = GradientCheck(at: inputs) {
      var layer = Dense(2, activation: .tanh)
      layer.weight = Parameter($0[1])
      layer.bias = Parameter($0[2])
      return layer($0[0])
    }
    #expect(check.passes, "\(check)")
  }
}
