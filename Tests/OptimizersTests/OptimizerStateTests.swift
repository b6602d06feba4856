import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct OptimizerStateTests {
  @Test func growsWithTheFirstStep() throws {
    var model = Dense(3)
    try model.build(for: [2])
    var optimizer = Adam()
    #expect(optimizer.state.iteration == 0 && optimizer.state.moments.isEmpty)
    let (_, gradients) = gradient(of: &model) { $0(Tensor([[1, 2]])).sum() }
    optimizer.update(&model, along: gradients)
    #expect(optimizer.state.iteration == 1)
    #expect(optimizer.state.moments.map { $0.map(\.shape) } == [[[2, 3], [2, 3]], [[3], [3]]])
  }

  @Test func aStateThatIsPutBackGoesOnAlike() throws {
    var model = Dense(1)
    try model.build(for: [2])
    var (optimizer, resumed) = (Adam(learningRate: 0.1), Adam(learningRate: 0.1))
    func step(_ model: inout Dense, _ optimizer: inout Adam) {
      let (_, gradients) = gradient(of: &model) { $0(Tensor([[1, 2]])).square().sum() }
      optimizer.update(&model, along: gradients)
    }
    step(&model, &optimizer)
    var other = model
    resumed.state = optimizer.state
    step(&model, &optimizer)
    step(&other, &resumed)
    #expect(model.values == other.values)
  }
}
