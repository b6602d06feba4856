import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct CustomOperationTests {
  private func swish(_ x: Tensor) -> Tensor {
    .custom(from: x, named: "swish") { x in
      x * x.sigmoid()
    } pullback: { gradient, x, y in
      let s = x.sigmoid()
      return gradient * (s + y * (1 - s))
    }
  }

  private func product(_ x: Tensor, _ y: Tensor) -> Tensor {
    .custom(from: [x, y], named: "product") { inputs in
      inputs[0] * inputs[1]
    } pullback: { gradient, inputs, _ in
      [gradient * inputs[1], gradient * inputs[0]]
    }
  }

  @Test func passesTheGradientCheck() {
    expectDifferentiable(at: samples([3, 4])) { swish($0[0]) }
    expectDifferentiable(at: samples([3, 4], [3, 4])) { product($0[0], $0[1]) }
    expectDifferentiable(at: samples([3, 4])) { product(swish($0[0]), $0[0]).exp() }
  }

  @Test func aWrongPullbackDoesNot() {
    let check = GradientCheck(at: samples([3])) { inputs in
      .custom(from: inputs[0], named: "twice") {
        $0 * 2
      } pullback: { gradient, _, _ in
        gradient
      }
    }
    #expect(!check.passes)
  }

  @Test func anInputMayHaveNoGradient() {
    let slopes = gradient(at: [Tensor([1, 2]), Tensor([3, 4])]) { inputs in
      Tensor.custom(from: inputs, named: "first") {
        $0[0]
      } pullback: { gradient, _, _ in
        [gradient, nil]
      }.sum()
    }
    #expect(slopes == [Tensor([1, 1]), Tensor([0, 0])])
  }

  @Test func seesNoHistoryAndLeavesNoneWhereThereIsNone() {
    #expect(!swish(Tensor([1])).isTracked)
    _ = gradient(at: [Tensor([1])]) { inputs in
      Tensor.custom(from: inputs[0], named: "look") { x in
        #expect(!x.isTracked)
        return x * 1
      } pullback: { gradient, input, output in
        #expect(!gradient.isTracked && !input.isTracked && !output.isTracked)
        return gradient
      }.sum()
    }
  }

  @Test func stopsAtACapturedTensor() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([1]), Tensor([2])]) { inputs in
        Tensor.custom(from: inputs[0], named: "sly") {
          $0 * inputs[1]
        } pullback: { gradient, _, _ in
          gradient
        }
      }
    }
    #expect(
      message(of: result).contains(
        "sly: the value uses a tensor from outside whose gradient would be lost; add it to `from:`")
    )
  }

  @Test func stopsAtAGradientOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([1, 2])]) { inputs in
        Tensor.custom(from: inputs[0], named: "short") {
          $0 * 2
        } pullback: { gradient, _, _ in
          gradient.sum()
        }.sum()
      }
    }
    #expect(message(of: result).contains("short: input 0 has shape [2], its gradient []"))
  }

  /// As many scalars are not enough.
  @Test func stopsAtAGradientThatIsATransposition() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor.ones([2, 3])]) { inputs in
        Tensor.custom(from: inputs[0], named: "turned") {
          $0 * 2
        } pullback: { gradient, _, _ in
          gradient.transposed()
        }.sum()
      }
    }
    #expect(message(of: result).contains("turned: input 0 has shape [2, 3], its gradient [3, 2]"))
  }

  @Test func stopsAtTheWrongNumberOfGradients() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([1]), Tensor([2])]) { inputs in
        Tensor.custom(from: inputs, named: "pair") {
          $0[0] * $0[1]
        } pullback: { gradient, _, _ in
          [gradient]
        }
      }
    }
    #expect(message(of: result).contains("pair: the pullback of 2 inputs gave 1 gradients"))
  }
}
