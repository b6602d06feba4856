import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct AdamWTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "adamw"))
  func agreesWithPyTorchAndKeras(_ fixture: Fixture) throws {
    let optimizer = AdamW(
      learningRate: rate(fixture), weightDecay: fixture.number("weightDecay"),
      epsilon: fixture.number("epsilon"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  /// Without gradients, all that moves weights is their decay.
  private func decayed(_ optimizer: AdamW) -> [Float] {
    var model = Sequential {
      Dense(1); BatchNorm()
    }
    model.forEachParameter { path, parameter in
      parameter.value = path == "0.weight" ? Tensor([[1]]) : Tensor([1])
    }
    var optimizer = optimizer
    let gradients = Gradients(
      paths: model.parameters.map(\.path),
      values: model.parameters.map {
        $0.parameter.isTrained ? .zeros($0.parameter.value.shape) : nil
      })
    optimizer.update(&model, along: gradients)
    return model.values.tensors[..<4].map { 1 - $0.item }
  }

  @Test func sparesWhatIsNoMatrixIfAskedTo() {
    #expect(decayed(AdamW(learningRate: 0.5, weightDecay: 0.25)) == [0.125, 0.125, 0.125, 0.125])
    #expect(
      decayed(AdamW(learningRate: 0.5, weightDecay: 0.25, decays: .matricesOnly))
        == [0.125, 0, 0, 0])
  }

  @Test func aLayerMayHaveADecayOfItsOwn() {
    var optimizer = AdamW(learningRate: 0.5, weightDecay: 0.25, decays: .matricesOnly)
    optimizer.options.layers["0"] = LayerSettings(weightDecay: 0.5)
    #expect(decayed(optimizer) == [0.25, 0.25, 0, 0])
    optimizer.options.layers["0"] = LayerSettings(weightDecay: 0)
    #expect(decayed(optimizer) == [0, 0, 0, 0])
  }

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let decay = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AdamW(weightDecay: -1)
    }
    #expect(message(of: decay).contains("expected AdamW's weight decay of at least 0.0"))
  }
}
