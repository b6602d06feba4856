import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct MuonTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "muon"))
  func agreesWithKeras(_ fixture: Fixture) throws {
    let optimizer = Muon(
      learningRate: rate(fixture), momentum: fixture.number("momentum"),
      nesterov: fixture.text("nesterov") == "true",
      weightDecay: fixture.number("weightDecay"), epsilon: fixture.number("epsilon"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  /// What the first step of rate 1 takes from weights of zero.
  private func step(_ gradient: Tensor, isOrthogonalized: Bool? = nil) -> Tensor {
    var (weight, moments) = (
      Tensor.zeros(gradient.shape), [Tensor](repeating: .zeros(gradient.shape), count: 2)
    )
    Muon().step(
      &weight, along: gradient, moments: &moments,
      at: StepContext(learningRate: 1, isOrthogonalized: isOrthogonalized))
    return -weight
  }

  @Test func changesAllDirectionsAlike() {
    // The gradient of one direction is about four times that of another.
    var random = SeededGenerator(seed: 1)
    let turn = Tensor.normal([6, 3], using: &random)
    let gradient = turn.matmul(Tensor([[2, 0, 0], [0, 1, 0], [0, 0, 0.5]]))
    let taken = step(gradient) / (0.2 * Float(6).squareRoot())
    let gram = taken.transposed().matmul(taken)
    for row in 0..<3 {
      for column in 0..<3 {
        let found = gram[row][column].item
        #expect(
          row == column ? (0.4...1.5).contains(found) : abs(found) < 0.3,
          "\(row), \(column): \(found)")
      }
    }
  }

  @Test func aWideMatrixIsATallOneTurned() {
    var random = SeededGenerator(seed: 2)
    let gradient = Tensor.normal([3, 7], using: &random)
    expectClose(step(gradient), step(gradient.transposed()).transposed())
  }

  @Test func filtersAreColumns() {
    var random = SeededGenerator(seed: 3)
    let gradient = Tensor.normal([3, 3, 2, 4], using: &random)
    expectClose(step(gradient), step(gradient.reshaped(to: [18, 4])).reshaped(to: [3, 3, 2, 4]))
  }

  @Test func whatIsNoMatrixOrSparedTakesAdamsSteps() {
    expectClose(step(Tensor([2, -3])), Tensor([1, -1]))
    expectClose(step(Tensor([[2, -3]])), Tensor([[1, -1]]))
    expectClose(step(Tensor([[2], [-3]])), Tensor([[1], [-1]]))
    expectClose(
      step(Tensor([[2, -3], [4, -5]]), isOrthogonalized: false), Tensor([[1, -1], [1, -1]]))
  }

  @Test func withoutAGradientNothingMoves() {
    #expect(step(.zeros([2, 3])) == .zeros([2, 3]))
  }

  @Test func onlyWhatIsSparedRemembersTwoMoments() throws {
    var model = Dense(2)
    try model.build(for: [3])
    var optimizer = Muon()
    let (_, gradients) = gradient(of: &model) { $0(Tensor([[1, 2, 3]])).sum() }
    optimizer.update(&model, along: gradients)
    let shapes = optimizer.state.moments.map { $0.map(\.shape) }
    #expect(shapes == [[[3, 2]], [[2], [2]]])
  }

  @Test func aLayerIsSparedByItsPath() throws {
    var model = Dense(2)
    try model.build(for: [3])
    let before = model
    var optimizer = Muon(learningRate: 0.5)
    optimizer.options.layers["weight"] = LayerSettings(isOrthogonalized: false)
    let (_, gradients) = gradient(of: &model) { $0(Tensor([[1, 2, 3]])).sum() }
    optimizer.update(&model, along: gradients)
    expectClose(before.weight.value - model.weight.value, .full([3, 2], 0.5))
  }

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let momentum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Muon(momentum: 1)
    }
    #expect(
      message(of: momentum).contains(
        "expected Muon's momentum of at least 0.0 and below 1.0, got 1.0"))
    let decay = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Muon(weightDecay: -1)
    }
    #expect(message(of: decay).contains("weight decay of at least 0.0"))
  }
}
