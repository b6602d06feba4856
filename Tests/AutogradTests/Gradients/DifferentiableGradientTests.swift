import Autograd
import Foundation
import Tensor
import TestSupport
import Testing

@Suite struct DifferentiableGradientTests {
  @Test func secondDerivativeOfACube() {
    let x = Tensor([1, 2, -3])
    let second = gradient(at: [x]) { inputs in
      differentiableGradient(at: inputs) { $0[0].pow(3).sum() }[0].sum()
    }[0]
    expectClose(second, Tensor([6, 12, -18]))
  }

  @Test func thirdAndFourthDerivative() {
    let x = Tensor([1, 2])
    func slope(_ x: Tensor, of f: @escaping (Tensor) -> Tensor) -> Tensor {
      differentiableGradient(at: [x]) { f($0[0]).sum() }[0]
    }
    let third = gradient(at: [x]) { inputs in
      slope(inputs[0]) { slope($0) { $0.pow(4) } }.sum()
    }[0]
    expectClose(third, Tensor([24, 48]))
    let fourth = gradient(at: [x]) { inputs in
      slope(inputs[0]) { slope($0) { slope($0) { $0.square().square() } } }.sum()
    }[0]
    expectClose(fourth, Tensor([24, 24]))
  }

  /// d/dy of d/dx x² y = 2 x, at an x that nothing else is taken of.
  @Test func dependsOnWhatTheClosureCaptures() {
    let x = Tensor([3])
    let found = gradient(at: [Tensor([5])]) { outer in
      differentiableGradient(at: [x]) { ($0[0].square() * outer[0]).sum() }[0].sum()
    }[0]
    #expect(found == Tensor([6]))
  }

  @Test func outsideOfAnyGradientItIsTheGradient() {
    let found = differentiableGradient(at: [Tensor([3])]) { $0[0].square().sum() }[0]
    #expect(found == Tensor([6]))
    #expect(!found.isTracked)
    var model = Line()
    let (loss, gradients) = differentiableGradient(of: &model) {
      $0(Tensor([1, 2])).square().sum()
    }
    #expect(!loss.isTracked && !gradients.values.contains { $0?.isTracked == true })
    #expect(gradients["weight"] == Tensor([20]))
  }

  @Test func zerosWhereNothingDepends() {
    _ = gradient(at: [Tensor([1]), Tensor([2])]) { inputs in
      let found = differentiableGradient(at: inputs) { $0[0].sum() }
      #expect(found[0] == Tensor([1]) && found[1] == Tensor([0]))
      return inputs[0].sum()
    }
  }

  /// w · x with a count of how often it ran.
  struct Line: Parameterized {
    var weight = Parameter(Tensor([2]))
    var calls = Parameter(Tensor(0), role: .statistic)
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, named: "weight")
      visitor.visit(&calls, named: "calls")
    }
    func callAsFunction(_ x: Tensor) -> Tensor {
      if let recording = Recording.current {
        recording.propose(recording.latest(calls) + 1, for: calls)
      }
      return weight.value * x
    }
  }

  /// With L(w) = (w x)², w′ = w − r 2 w x² and the loss (w′ z)², whose gradient is
  /// 2 w′ z² (1 − 2 r x²).
  @Test func throughAStepOfGradientDescent() {
    var model = Line()
    let (x, z, rate) = (Tensor([3]), Tensor([2]), Float(0.1))
    let (loss, gradients) = gradient(of: &model) { model in
      var stepped = model
      let (inner, slopes) = differentiableGradient(of: &stepped) { $0(x).square().sum() }
      #expect(inner.item == 36)
      #expect(stepped.calls.value == Tensor(1))
      stepped.move(along: slopes, rate: rate)
      return stepped(z).square().sum()
    }
    let moved: Float = 2 - 0.1 * 2 * 2 * 9
    expectClose(loss, moved * moved * 4)
    expectClose(gradients["weight"]!, Tensor([2 * moved * 4 * (1 - 2 * 0.1 * 9)]))
    #expect(model.weight.value == Tensor([2]))
    #expect(gradients["calls"] == nil)
  }

  @Test func aFirstOrderGradientInsideIsAConstant() {
    let found = gradient(at: [Tensor([3])]) { outer in
      let slope = gradient(at: outer) { $0[0].square().sum() }[0]
      return (slope * outer[0]).sum()
    }[0]
    #expect(found == Tensor([6]))
  }

  /// Released one node at a time: recursively they would overflow the stack.
  @Test func longChainsAreTakenApart() {
    let found = gradient(at: [Tensor([1])]) { outer in
      differentiableGradient(at: outer) { inputs in
        var y = inputs[0]
        for _ in 0..<20_000 { y = y * 1.0001 }
        return y.square().sum()
      }[0].sum()
    }[0]
    expectClose(found.item, 2 * Float(exp(4.0)), tolerance: 1e-2)
  }

  @Test func drawsFromTheGenerator() {
    func slopes(_ seed: UInt64) -> Tensor {
      var random = SeededGenerator(seed: seed)
      return gradient(at: [Tensor.ones([50])]) { outer in
        differentiableGradient(at: outer, using: &random) {
          $0[0].square().droppedOut(rate: 0.5).sum()
        }[0].sum()
      }[0]
    }
    #expect(slopes(1) == slopes(1))
    #expect(slopes(1) != slopes(2))
    #expect(Set(slopes(1).scalars) == [0, 4])
  }

  @Test func namesWhatHasNoSecondDerivative() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([[2.0]])]) { outer in
        differentiableGradient(at: outer) { try! $0[0].cholesky().sum() }[0].sum()
      }
    }
    #expect(message(of: result).contains("cholesky() has no second derivative yet"))
  }

  @Test func stopsAtALossThatIsNoScalar() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = differentiableGradient(at: [Tensor([1, 2])]) { $0[0] }
    }
    #expect(
      message(of: result).contains(
        "differentiableGradient(at:): the result must be one scalar, got shape [2]"))
  }

  @Test func stopsAtGradientsOfAnotherModel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Line()
      model.move(along: Gradients(paths: ["bias"], values: [nil]), rate: 1)
    }
    #expect(
      message(of: result).contains(
        "move(along:): the gradients have no parameter weight at position 0"))
  }
}
