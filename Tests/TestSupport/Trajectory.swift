import Autograd
import Layers
import Optimizers
import Tensor
import Testing

/// The learning rate of a fixture, constant.
public func rate(_ fixture: Fixture) -> Schedule { .constant(fixture.number("learningRate")) }

/// Takes the ten steps of an optimizer's fixture, a least-squares problem of one dense layer, and
/// compares loss and weights before each step and after the last.
public func expectTrajectory(
  of optimizer: some Optimizer, by fixture: Fixture,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var optimizer = optimizer
  let (input, target) = (fixture["input"], fixture["target"])
  let steps = fixture["weight"].shape[0] - 1
  var model = Dense(target.shape[1])
  model.weight = Parameter(fixture["weight"][0])
  model.bias = Parameter(fixture["bias"][0])
  for step in 0...steps {
    let (loss, gradients) = gradient(of: &model) { meanSquaredError($0(input), target) }
    expectClose(
      loss, fixture["loss"][step].item, "loss \(step)", sourceLocation: sourceLocation)
    expectClose(
      model.weight.value, fixture["weight"][step], "weight \(step)", sourceLocation: sourceLocation)
    let bias = try #require(model.bias).value
    expectClose(bias, fixture["bias"][step], "bias \(step)", sourceLocation: sourceLocation)
    optimizer.update(&model, along: gradients)
  }
  #expect(optimizer.state.iteration == steps + 1, sourceLocation: sourceLocation)
}
