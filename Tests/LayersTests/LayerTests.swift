import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LayerTests {
  /// The layer of the protocol's documentation.
  struct ChannelScale: Layer {
    var factor = Parameter { input, random in .ones([input[-1]]) }
    static var parts: [Part<ChannelScale>] { [Part("factor", \.factor)] }
    func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
  }

  @Test func threeLinesMakeALayer() throws {
    var layer = ChannelScale()
    #expect(try layer.build(for: [5, 2]) == [5, 2])
    let (loss, gradients) = gradient(of: &layer) { $0(Tensor([[3, 4]])).sum() }
    #expect(loss == 7)
    #expect(gradients["factor"] == Tensor([3, 4]))
    #expect(
      try Sequential { ChannelScale() }.summary(for: [2]).rows[0].layer == "model.0 (ChannelScale)")
  }

  /// The layer's four members, written by hand.
  struct Explicit: Layer {
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

  @Test func everyMemberCanBeWrittenByHand() throws {
    var layer = Explicit()
    #expect(try layer.build(for: [2]) == [2])
    #expect(gradient(of: &layer) { $0(Tensor([[3, 4]])).sum() }.gradients["factor"] == Tensor(7))
  }

  @Test func byDefaultThereAreNoPartsAndNothingIsFused() {
    #expect(Flatten.parts.isEmpty)
    #expect(Flatten().parameters.isEmpty)
    #expect(Flatten().fused(with: Flatten()) == nil)
  }
}
