import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct OptimizerOptionsTests {
  private func moved(by options: OptimizerOptions, iteration: Int = 0) throws -> [Float] {
    var model = Sequential {
      Dense(1, usesBias: false); Dense(1, usesBias: false)
    }
    model.forEachParameter { _, parameter in parameter.value = Tensor([[1]]) }
    var optimizer = SGD()
    optimizer.options = options
    optimizer.state.iteration = iteration
    let (_, gradients) = gradient(of: &model) { $0(Tensor([[1]])).sum() }
    optimizer.update(&model, along: gradients)
    return model.values.tensors.map { 1 - $0.item }
  }

  @Test func theScaleIsAFactorOfEveryRate() throws {
    var options = OptimizerOptions(learningRate: .step(from: 0.5, factor: 0.5, every: 1))
    options.layers["1"] = LayerSettings(learningRate: 0.125)
    #expect(try moved(by: options) == [0.5, 0.125])
    options.learningRateScale = 0.5
    #expect(try moved(by: options) == [0.25, 0.0625])
    #expect(try moved(by: options, iteration: 1) == [0.125, 0.0625])
  }

  @Test func theLongestPathHolds() throws {
    var options = OptimizerOptions(learningRate: 0.5)
    options.layers[""] = LayerSettings(learningRate: 0.25)
    options.layers["1"] = LayerSettings(learningRate: 1)
    options.layers["1.weight"] = LayerSettings(learningRate: 0)
    #expect(try moved(by: options) == [0.25, 0])
  }

  @Test func stopsAtRatesAndNormsThatMakeNoSense() async {
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adam(learningRate: -1)
    }
    #expect(
      message(of: rate).contains(
        "Optimizer: expected a learning rate of at least 0.0, finite, got -1.0"))
    let clipping = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SGD(clipNorm: 0)
    }
    #expect(message(of: clipping).contains("Optimizer: expected a clipNorm above 0, got 0.0"))
    let later = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try OptimizerOptionsTests().moved(
        by: OptimizerOptions(learningRate: Schedule("own") { $0 == 0 ? 1 : .nan }), iteration: 1)
    }
    #expect(message(of: later).contains("expected a learning rate for 0.weight of at least 0.0"))
    let momentum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var options = OptimizerOptions(learningRate: 1)
      options.layers["0"] = LayerSettings(momentum: 1.5)
      _ = try OptimizerOptionsTests().moved(by: options)
    }
    #expect(
      message(of: momentum).contains(
        "expected a momentum for 0.weight of at least 0.0 and below 1.0, got 1.5"))
  }
}
