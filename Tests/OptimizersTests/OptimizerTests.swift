import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct OptimizerTests {
  private func twoLayers() -> Sequential {
    var first = Dense(1, usesBias: false)
    first.weight = Parameter(Tensor([[1]]), regularizer: .l2(0.5))
    var second = Dense(1, usesBias: false)
    second.weight = Parameter(Tensor([[2]]), regularizer: .l1(0.25))
    return Sequential {
      first; second
    }
  }

  private func weights(_ model: some Parameterized) -> [Float] {
    model.parameters.map(\.parameter.value.item)
  }

  /// Gradients of the model at 3: 3 · 2 and 3 · 1.
  private func step(
    _ model: inout Sequential, _ optimizer: inout some Optimizer
  ) -> Gradients {
    let (_, gradients) = gradient(of: &model) { $0(Tensor([[3]])).sum() }
    optimizer.update(&model, along: gradients)
    return gradients
  }

  @Test func addsThePenaltysGradientOnce() {
    var model = twoLayers()
    var optimizer = SGD(learningRate: 0.1)
    let gradients = step(&model, &optimizer)
    #expect(gradients.values.map { $0?.item } == [6, 3])
    // 2 · 0.5 · 1 and 0.25 · sign(2) join them.
    expectClose(Tensor(weights(model)), Tensor([1 - 0.7, 2 - 0.325]))
  }

  @Test func aPartMayHaveSettingsOfItsOwn() {
    var model = twoLayers()
    var optimizer = SGD(learningRate: 0.1)
    optimizer.options.layers["0"] = LayerSettings(learningRate: 0.01, regularizer: .l2(0))
    optimizer.options.layers["1.weight"] = LayerSettings(momentum: 0.5)
    _ = step(&model, &optimizer)
    expectClose(Tensor(weights(model)), Tensor([1 - 0.06, 2 - 0.325]))
    // The second step keeps half of the first one's velocity where there is a momentum.
    let before = weights(model)
    let gradients = step(&model, &optimizer)
    let slope = (gradients.values[1]?.item ?? 0) + 0.25
    expectClose(weights(model)[1], before[1] - 0.1 * slope - 0.5 * 0.325)
    let change = 0.01 * (gradients.values[0]?.item ?? 0)
    expectClose(weights(model)[0], before[0] - change)
  }

  @Test func leavesFrozenParametersAndStatistics() throws {
    var model = Sequential {
      Dense(2); BatchNorm(); Dense(1)
    }
    try model.build(for: [3], seed: 1)
    model.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("0") }
    let before = model.parameters
    var optimizer = SGD(learningRate: 0.1)
    let input = Tensor([[1, 2, 3], [4, 5, 7], [0, 1, 0]])
    let (_, gradients) = gradient(of: &model) { ($0(input) - 1).square().sum() }
    let recorded = model.parameters
    optimizer.update(&model, along: gradients)
    for (index, (path, parameter)) in model.parameters.enumerated() {
      switch path {
      case "0.weight", "0.bias": #expect(parameter.value == before[index].parameter.value)
      case "1.runningMean", "1.runningVariance":
        #expect(parameter.value == recorded[index].parameter.value)
        #expect(parameter.value != before[index].parameter.value)
      default: #expect(parameter.value != before[index].parameter.value, "\(path)")
      }
    }
  }

  @Test func aSnapshotOfTheModelStaysAsItIs() {
    var model = twoLayers()
    var optimizer = SGD(learningRate: 0.1)
    let snapshot = model
    _ = step(&model, &optimizer)
    #expect(weights(snapshot) == [1, 2])
    #expect(weights(model) != [1, 2])
  }

  @Test func aCopyOfTheOptimizerGoesOnAlike() {
    var model = twoLayers()
    var optimizer = Adam(learningRate: 0.1)
    _ = step(&model, &optimizer)
    var (otherModel, otherOptimizer) = (model, optimizer)
    _ = step(&model, &optimizer)
    _ = step(&otherModel, &otherOptimizer)
    #expect(weights(model) == weights(otherModel))
    _ = step(&model, &optimizer)
    _ = step(&otherModel, &otherOptimizer)
    #expect(weights(model) == weights(otherModel))
  }

  @Test func stepsMoveSchedules() {
    var model = twoLayers()
    var optimizer = SGD(learningRate: .step(from: 0.1, factor: 0, every: 1))
    optimizer.state.iteration = 1
    _ = step(&model, &optimizer)
    #expect(weights(model) == [1, 2])
    #expect(optimizer.state.iteration == 2)
  }

  /// SGD with momentum, as a user would write it.
  struct Plain: Optimizer {
    var options = OptimizerOptions(learningRate: 0.1)
    var state = OptimizerState()
    let momentCount = 1

    func step(
      _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor],
      at point: StepContext
    ) {
      moments[0] = moments[0] * (point.momentum ?? 0.5) - gradient * point.learningRate
      weight += moments[0]
    }
  }

  @Test func aRuleOfYourOwnIsOneFunctionOfTensors() {
    let layers = ["1": LayerSettings(learningRate: 0.02, momentum: 0.25)]
    var (model, same) = (twoLayers(), twoLayers())
    var plain = Plain()
    var builtIn = SGD(learningRate: 0.1, momentum: 0.5)
    plain.options.clipNorm = 4
    plain.options.layers = layers
    builtIn.options = plain.options
    for _ in 0..<4 {
      _ = step(&model, &plain)
      _ = step(&same, &builtIn)
      expectClose(Tensor(weights(model)), Tensor(weights(same)), tolerance: 1e-6)
    }
    #expect(plain.state.iteration == 4)
    #expect(plain.regularizationPenalty(of: model) > 0)
  }

  /// The example of the protocol's documentation: Chen et al., "Symbolic discovery of optimization
  /// algorithms", 2023, algorithm 2, without weight decay.
  struct Lion: Optimizer {
    var options = OptimizerOptions(learningRate: 1e-4)
    var state = OptimizerState()
    let momentCount = 1

    func step(
      _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor],
      at point: StepContext
    ) {
      let direction = moments[0] * 0.9 + gradient * 0.1
      weight = weight - ((direction .> 0) - (direction .< 0)) * point.learningRate
      moments[0] = moments[0] * 0.99 + gradient * 0.01
    }
  }

  @Test func theDocumentationsRuleWorks() {
    var model = twoLayers()
    var optimizer = Lion()
    optimizer.options.learningRate = 0.25
    _ = step(&model, &optimizer)
    #expect(weights(model) == [0.75, 1.75])
    #expect(optimizer.state.moments[0][0].shape == [1, 1])
  }

  @Test func aRuleMustKeepTheShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Wrong: Optimizer {
        var options = OptimizerOptions(learningRate: 0.1)
        var state = OptimizerState()
        func step(
          _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor],
          at point: StepContext
        ) { weight = .zeros([7]) }
      }
      var model = Dense(1, usesBias: false)
      try model.build(for: [1])
      var optimizer = Wrong()
      let (_, gradients) = gradient(of: &model) { $0(Tensor([[3]])).sum() }
      optimizer.update(&model, along: gradients)
    }
    #expect(
      message(of: result).contains("Wrong: the step of weight made [7] of its shape [1, 1]"))
  }

  @Test func weightsAndMomentsAreWrittenInPlace() throws {
    var model = Dense(3)
    try model.build(for: [2])
    var optimizer = Adam()
    func update() {
      let (_, gradients) = gradient(of: &model) { $0(Tensor([[3, 4]])).sum() }
      optimizer.update(&model, along: gradients)
    }
    update()
    let addresses = {
      [model.weight.value, optimizer.state.moments[0][0]].map { tensor in
        tensor.withUnsafeScalars { $0.baseAddress }
      }
    }
    let before = addresses()
    update()
    #expect(addresses() == before)
  }

  @Test func listsLayersThatDoNotExist() {
    let model = twoLayers()
    var optimizer = SGD()
    for name in ["", "0", "1.weight"] { optimizer.options.layers[name] = LayerSettings() }
    #expect(optimizer.unknownLayers(in: model).isEmpty)
    for name in ["leg", "1.w", "10"] { optimizer.options.layers[name] = LayerSettings() }
    #expect(optimizer.unknownLayers(in: model) == ["1.w", "10", "leg"])
  }

  @Test func stopsAtALayerThatDoesNotExist() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Sequential {
        Dense(2); Dense(1)
      }
      try model.build(for: [1])
      var optimizer = SGD()
      let (_, gradients) = gradient(of: &model) { $0(Tensor([[3]])).sum() }
      // Noticed at whatever step the path is set.
      optimizer.update(&model, along: gradients)
      optimizer.options.layers["O"] = LayerSettings(learningRate: 0)
      optimizer.update(&model, along: gradients)
    }
    #expect(
      message(of: result).contains(
        "Optimizer: options.layers names O, which the model does not have; it has 0, 1"))
  }

  @Test func stopsAtAModelOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (one, two) = (Dense(1, usesBias: false), Dense(1))
      try one.build(for: [1])
      try two.build(for: [1])
      var optimizer = SGD()
      for _ in 0..<2 {
        let (_, gradients) = gradient(of: &one) { $0(Tensor([[3]])).sum() }
        optimizer.update(&one, along: gradients)
      }
      let (_, gradients) = gradient(of: &two) { $0(Tensor([[3]])).sum() }
      optimizer.update(&two, along: gradients)
    }
    #expect(
      message(of: result).contains(
        "Optimizer: made for a model of 1 parameters, got gradients of 2"))
  }
}
