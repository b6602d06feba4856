import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct ClippingTests {
  @Test(arguments: Fixture.cases(of: "Optimizers", startingWith: "clipping"))
  func agreesWithKerasAndPyTorch(_ fixture: Fixture) throws {
    let optimizer = SGD(
      learningRate: rate(fixture), clipNorm: fixture.number("clippingNorm"))
    try expectTrajectory(of: optimizer, by: fixture)
  }

  private static func step(along gradient: Tensor) -> [Float] {
    struct Model: Parameterized {
      var weight = Parameter(Tensor.zeros([2]))
      mutating func visit(_ visitor: inout some ParameterVisitor) {
        visitor.visit(&weight, named: "weight")
      }
    }
    var model = Model()
    var optimizer = SGD(learningRate: 1, clipNorm: 1)
    optimizer.update(&model, along: Gradients(paths: ["weight"], values: [gradient]))
    return model.weight.value.scalars
  }

  @Test func scalesToTheNormWhatIsAboveIt() {
    expectClose(Tensor(Self.step(along: Tensor([3, -4]))), Tensor([-0.6, 0.8]))
    #expect(Self.step(along: Tensor([0.25, 0.5])) == [-0.25, -0.5])
  }

  /// Their norm is beyond single precision.
  @Test func scalesTheLargestNumbers() {
    let half = Float(0.5).squareRoot()
    expectClose(Tensor(Self.step(along: Tensor([3e38, 3e38]))), Tensor([-half, -half]))
  }

  @Test func stopsAtGradientsThatAreNoNumbers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ClippingTests.step(along: Tensor([.infinity, 1]))
    }
    #expect(
      message(of: result).contains(
        "Optimizer: cannot clip gradients that are not finite, first found at weight"))
  }
}
