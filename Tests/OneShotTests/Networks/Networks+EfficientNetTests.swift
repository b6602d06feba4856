import OneShot
import Testing

@Suite struct NetworksEfficientNetTests {
  @Test func agreesWithPyTorch() throws {
    let stages = [
      MobileStage(1, filters: 4, strides: 1, expansion: 1),
      MobileStage(2, filters: 5, strides: 2, kernel: 5),
      MobileStage(1, filters: 6, strides: 2, expansion: 3),
    ]
    for (name, activation) in [("efficientNet", Activation.silu), ("efficientNet-lite", nil)] {
      let leg = Networks.efficientNet(
        stem: 8, stages, head: 9, squeezesAs: activation, dropRate: 0)
      try expectJudged(leg, by: name)
    }
  }

  @Test func haveTheSizesOfTimms() throws {
    try expectTrainable(Networks.efficientNetB0(), weights: 4_007_548, embedding: 1280)
    try expectTrainable(Networks.efficientNetLite0(), weights: 3_371_008, embedding: 1280)
  }

  /// 0.2 · block / blocks, at those of the 16 blocks that have a shortcut.
  @Test func stochasticDepthGrows() {
    let rates = Networks.efficientNetB0().layers.compactMap { layer in
      ((layer as? Residual)?.layers.layers.last as? StochasticDepth)?.rate
    }
    let places: [Float] = [2, 4, 6, 7, 9, 10, 12, 13, 14]
    #expect(rates == places.map { 0.2 * $0 / 16 })
  }
}
