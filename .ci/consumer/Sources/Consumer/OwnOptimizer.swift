import OneShot

/// Steps of one length along the sign of a running mean: Chen et al., "Symbolic discovery of
/// optimization algorithms", 2023, program 1, without weight decay.
struct Lion: Optimizer {
  var options: OptimizerOptions
  var state = OptimizerState()
  var momentCount: Int { 1 }

  init(learningRate: Schedule) { options = OptimizerOptions(learningRate: learningRate) }

  func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    let mean = moments[0] * 0.9 + gradient * 0.1
    weight = weight - ((mean .> 0) - (mean .< 0)) * point.learningRate
    moments[0] = moments[0] * 0.99 + gradient * 0.01
  }
}

func checkOwnOptimizer() throws {
  var random = SeededGenerator(seed: 1)
  let x = Tensor.normal([64, 4], using: &random)
  let y = x.matmul(Tensor([[1], [-2], [0.5], [3]]))
  var model = Dense(1)
  try model.build(for: [4])
  var optimizer = Lion(learningRate: .linear(from: 0.05, to: 0.001, over: 300))
  try train(&model, with: &optimizer, steps: 300) { _ in
    x
  } loss: { model, x in
    meanSquaredError(model(x), y)
  }
  let loss = meanSquaredError(model(x), y).item
  expect(loss < 0.01, "Lion: the loss is \(loss)")
}
