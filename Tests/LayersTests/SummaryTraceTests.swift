import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SummaryTraceTests {
  /// Layers within, and a parameter of its own.
  struct Scaled: Layer {
    var layers = Sequential {
      Dense(3); Residual { Dense(3) }
    }
    var factor = Parameter { input, _ in .ones([input[-1]]) }
    static var parts: [Part<Scaled>] { [Part("layers", \.layers), Part("factor", \.factor)] }
    func callAsFunction(_ input: Tensor) -> Tensor { layers(input * factor.value) }
  }

  @Test func everyLayerWithinHasARow() throws {
    let summary = try Sequential { Scaled() }.summary(for: [2], named: "leg")
    #expect(
      summary.rows.map(\.layer) == [
        "leg.0.layers.0 (Dense)", "leg.0.layers.1.layers.0 (Dense)", "leg.0 (Scaled)",
      ])
    #expect(summary.rows.map(\.trainable) == [9, 12, 2])
    #expect(summary.rows.map(\.output) == [[3], [3], [3]])
    #expect(summary.parameterCount == 23)
  }

  @Test func aLayerByItselfHasOne() throws {
    #expect(
      try Dense(3).summaryRows(for: [2], named: "head").map(\.layer) == ["head (Dense)"])
  }

  @Test func anErrorLeavesTheNextSummaryAsItIs() throws {
    #expect(throws: ShapeError.self) { try Scaled().summary(for: [2, 2]) }
    #expect(try Scaled().summary(for: [2]).rows.count == 3)
  }
}
