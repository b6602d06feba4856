import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ActivationTests {
  static let named: [(String, Activation)] = [
    ("relu", .relu), ("leakyReLU", .leakyReLU()), ("leakyReLU-0.2", .leakyReLU(slope: 0.2)),
    ("sigmoid", .sigmoid), ("tanh", .tanh), ("softplus", .softplus), ("softmax", .softmax),
    ("logSoftmax", Activation("logSoftmax") { $0.logSoftmax() }), ("relu6", .relu6),
    ("silu", .silu), ("gelu", .gelu), ("geluTanh", .geluTanh), ("hardSigmoid", .hardSigmoid),
    ("hardSwish", .hardSwish), ("elu", .elu()), ("elu-0.5", .elu(alpha: 0.5)),
  ]

  @Test(arguments: named.indices)
  func agreesWithPyTorch(_ index: Int) throws {
    let (name, activation) = Self.named[index]
    for fixture in [Fixture("Activations/\(name)"), Fixture("Activations/\(name)-extremes")] {
      try expectJudged(activation, by: fixture)
    }
  }

  @Test(arguments: named.indices)
  func staysFiniteAtExtremes(_ index: Int) {
    let (name, activation) = Self.named[index]
    let x = Tensor([[-1e4, -100, 100, 1e4]])
    let isFinite = { (tensor: Tensor) in tensor.scalars.allSatisfy(\.isFinite) }
    #expect(isFinite(activation(x)), "\(name): \(activation(x))")
    let slope = gradient(at: [x]) { activation($0[0]).sum() }[0]
    #expect(isFinite(slope), "\(name): \(slope)")
  }

  @Test func linearIsTheInputItself() {
    let x = Tensor([1, -2, 3])
    #expect(Activation.linear(x) == x)
  }

  @Test func namesItself() {
    #expect(Activation.relu.name == "relu")
    #expect(Activation.leakyReLU(slope: 0.2).name == "leakyReLU(0.2)")
    #expect(Activation.elu(alpha: 0.5).name == "elu(0.5)")
    #expect(Activation("double") { $0 * 2 }(Tensor([1])) == Tensor([2]))
  }
}
