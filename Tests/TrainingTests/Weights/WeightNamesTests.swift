import Testing

@testable import Training

@Suite struct WeightNamesTests {
  private func renamed(_ names: WeightNames, _ path: String) -> String? {
    if case .renamed(let rename) = names.rule { rename(path) } else { nil }
  }

  @Test func theLongestBeginningIsReplaced() {
    let names: WeightNames = ["0": "conv", "0.layers": "blocks", "1.weight": "w"]
    #expect(renamed(names, "0.weight") == "conv.weight")
    #expect(renamed(names, "0.layers.2.bias") == "blocks.2.bias")
    #expect(renamed(names, "1.weight") == "w")
    #expect(renamed(names, "01.weight") == "01.weight")
    #expect(renamed(["": "backbone"], "0.weight") == "backbone.0.weight")
    #expect(renamed(.same, "0.weight") == "0.weight")
    #expect(renamed(WeightNames { "x.\($0)" }, "0.weight") == "x.0.weight")
    #expect(renamed(.inOrder, "0.weight") == nil)
  }
}
