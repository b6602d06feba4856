import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SequentialTests {
  private func network(deep: Bool, pooled: Bool) -> Sequential {
    Sequential {
      for filters in [2, 3] {
        Conv2D(filters, kernel: 2)
      }
      if pooled { MaxPool2D() }
      if deep { Dense(4) } else { Flatten() }
      switch deep {
      case true: Dense(5)
      case false: Dense(6)
      }
      [Activation.relu, Activation.tanh]
    }
  }

  @Test func takesEveryStatementOfABlock() {
    func kinds(_ network: Sequential) -> [String] { network.layers.map { "\(type(of: $0))" } }
    #expect(
      kinds(network(deep: false, pooled: true))
        == ["Conv2D", "Conv2D", "MaxPool2D", "Flatten", "Dense", "Activation", "Activation"])
    // An `if` without `else` that does not hold drops its layer alone.
    #expect(
      kinds(network(deep: true, pooled: false))
        == ["Conv2D", "Conv2D", "Dense", "Dense", "Activation", "Activation"])
  }

  @Test func buildsEachLayerForTheOneBefore() throws {
    var model = network(deep: false, pooled: true)
    #expect(try model.build(for: [8, 6, 1]) == [6])
    #expect(
      model.parameters.map(\.path)
        == ["0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias"])
    let dense = model.parameters.first { $0.path == "4.weight" }
    #expect(dense?.parameter.value.shape == [3 * 2 * 3, 6])
    #expect(model(.zeros([2, 8, 6, 1])).shape == [2, 6])
  }

  @Test func namesTheLayerThatDoesNotFit() {
    var model = Sequential {
      Sequential {
        Flatten(); Dense(3); Conv2D(2, kernel: 3)
      }
    }
    let error = #expect(throws: ShapeError.self) { try model.build(for: [4, 4, 1]) }
    #expect(
      error?.description
        == "0.2: Conv2D(2) expects images [height, width, channels], got [3]")
  }

  @Test func sameSeedSameWeights() throws {
    var (a, b, c) = (
      network(deep: false, pooled: true), network(deep: false, pooled: true),
      network(deep: false, pooled: true)
    )
    try a.build(for: [8, 8, 1], seed: 1)
    try b.build(for: [8, 8, 1], seed: 1)
    try c.build(for: [8, 8, 1], seed: 2)
    let weights = { (model: Sequential) in model.parameters.map(\.parameter.value) }
    #expect(weights(a) == weights(b))
    #expect(weights(a) != weights(c))
  }

  @Test func aCopyIsASnapshot() throws {
    var model = Sequential { Dense(2) }
    try model.build(for: [3])
    let snapshot = model
    model.forEachParameter { _, parameter in
      parameter.value.withUnsafeMutableScalars { $0[0] = 99 }
    }
    #expect(model.parameters[0].parameter.value[scalarAt: 0, 0] == 99)
    #expect(snapshot.parameters[0].parameter.value[scalarAt: 0, 0] != 99)
  }
}
