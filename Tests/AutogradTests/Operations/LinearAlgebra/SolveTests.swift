import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SolveTests {
  private let fixture = Fixture("LinearAlgebra/solve")

  @Test func agreesWithPyTorch() throws {
    let inputs = [fixture["matrix"], fixture["right"]]
    expectClose(try inputs[0].solving(inputs[1]), fixture["output"])
    let slopes = try gradient(at: inputs) {
      try ($0[0].solving($0[1]) * fixture["seed"]).sum()
    }
    expectClose(slopes[0], fixture["gradient.matrix"])
    expectClose(slopes[1], fixture["gradient.right"])
  }

  @Test func gradients() {
    expectDifferentiable(at: [fixture["matrix"] + 3 * .identity(6), fixture["right"]]) { inputs in
      (try? inputs[0].solving(inputs[1])) ?? .zeros(inputs[1].shape)
    }
  }

  @Test func throwsWhereTheMatrixIsSingular() {
    let error = #expect(throws: LinearAlgebraError.self) {
      try Tensor([[1, 2], [2, 4]]).solving(Tensor([[1], [1]]))
    }
    #expect(error?.description == "solving of a [2, 2] matrix: singular")
  }
}
