import OneShot
import TestSupport
import Testing

@Suite struct LSTMCellTests {
  @Test func agreesWithPyTorch() {
    var random = SeededGenerator(seed: 1)
    let cell = LSTMCell(inputs: 5, units: 4, using: &random)
    let names = ["input", "hidden", "memory", "weight", "recurrentWeight", "bias"]
    expectJudged(by: Fixture("Methods/cell"), at: names) { inputs in
      var cell = cell
      var values = inputs[3...]
      cell.forEachParameter { _, parameter in parameter.value = values.removeFirst() }
      let state = cell(inputs[0], LSTMCell.State(output: inputs[1], memory: inputs[2]))
      return .concatenated([state.output, state.memory], axis: 1)
    }
  }

  @Test func firstWeights() {
    var random = SeededGenerator(seed: 1)
    let cell = LSTMCell(inputs: 3, units: 2, using: &random)
    #expect(cell.parameters.map(\.path) == ["weight", "recurrentWeight", "bias"])
    #expect(cell.bias.value == Tensor([0, 0, 1, 1, 0, 0, 0, 0]))
    for gate in 0..<4 {
      let weight = cell.recurrentWeight.value.slice(2 * gate..<2 * gate + 2, axis: 1)
      expectClose(weight.matmulTransposed(weight), .identity(2))
    }
  }
}
