import Autograd
import Layers
import Tensor
import Testing

@Suite struct LayerTests {
  /// The layer of the protocol's documentation.
  struct Scale: Layer {
    var factor = Parameter()

    mutating func build(
      for input: Shape, using random: inout SeededGenerator
    ) throws(ShapeError) -> Shape {
      try factor.build([], named: "factor") { 1 }
      return input
    }
    func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&factor, named: "factor")
    }
  }

  @Test func threeMembersMakeALayer() throws {
    var layer = Scale()
    try layer.build(for: [2])
    let (loss, gradients) = gradient(of: &layer) { $0(Tensor([[3, 4]])).sum() }
    #expect(loss == 7)
    #expect(gradients["factor"] == Tensor(7))
    #expect(try Sequential { Scale() }.summary(for: [2]).rows[0].layer == "model.0 (Scale)")
  }

  @Test func theOutputsShapeIsKnownWithoutBuilding() throws {
    let layer = Dense(3)
    #expect(try layer.outputShape(for: [4]) == [3])
    #expect(layer.weight.isPending)
  }
}
