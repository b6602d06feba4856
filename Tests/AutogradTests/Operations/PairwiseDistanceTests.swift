import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct PairwiseDistanceTests {
  @Test func agreesWithPyTorchAndSciPy() {
    expectJudged(by: Fixture("Distances/l1"), at: ["a", "b"]) { .pairwiseL1($0[0], $0[1]) }
    expectJudged(by: Fixture("Distances/l1-weighted"), at: ["a", "b", "weights"]) {
      .pairwiseL1($0[0], $0[1], weights: $0[2])
    }
    expectJudged(by: Fixture("Distances/squaredL2"), at: ["a", "b"]) {
      .pairwiseSquaredL2($0[0], $0[1])
    }
    expectJudged(by: Fixture("Distances/squaredL2-weighted"), at: ["a", "b", "weights"]) {
      .pairwiseSquaredL2($0[0], $0[1], weights: $0[2])
    }
    expectJudged(by: Fixture("Distances/cosine"), at: ["a", "b"]) { .pairwiseCosine($0[0], $0[1]) }
  }

  @Test func gradients() {
    let inputs = [distinct([3, 4]), distinct([2, 4], seed: 8) + 0.05, samples([4])[0]]
    expectDifferentiable(at: inputs) { .pairwiseL1($0[0], $0[1], weights: $0[2]) }
    expectDifferentiable(at: inputs) { .pairwiseSquaredL2($0[0], $0[1], weights: $0[2]) }
    expectDifferentiable(at: samples([3, 4], [2, 4])) { .pairwiseCosine($0[0], $0[1]) }
    expectDifferentiable(at: samples([3, 4])) { $0[0].l2Normalized() }
  }

  @Test func ofOneBatchWithItself() {
    let x = distinct([4, 3])
    expectDifferentiable(at: [x]) { .pairwiseSquaredL2($0[0], $0[0]) }
    let distances = Tensor.pairwiseL1(x, x)
    #expect(distances == distances.transposed())
    #expect(distances * .identity(4) == .zeros([4, 4]))
  }

  /// More rows, columns and features than one block of the kernel holds.
  @Test func agreesWithDifferencesLaidOut() {
    let inputs = samples([70, 333], [45, 333], [333], seed: 5)
    let laidOut = inputs[0].expandingDimension(at: 1) - inputs[1].expandingDimension(at: 0)
    expectClose(.pairwiseL1(inputs[0], inputs[1]), laidOut.abs().sum(axes: [2]))
    expectClose(
      .pairwiseSquaredL2(inputs[0], inputs[1], weights: inputs[2]),
      (laidOut.square() * inputs[2]).sum(axes: [2]))
    let seed = samples([70, 45], seed: 6)[0]
    let slopes = gradient(at: inputs) {
      (Tensor.pairwiseL1($0[0], $0[1], weights: $0[2]) * seed).sum()
    }
    let expected = gradient(at: inputs) { inputs in
      let differences = inputs[0].expandingDimension(at: 1) - inputs[1].expandingDimension(at: 0)
      return ((differences.abs() * inputs[2]).sum(axes: [2]) * seed).sum()
    }
    for (found, expected) in zip(slopes, expected) { expectClose(found, expected) }
  }

  @Test func ofNothingIsNothing() {
    let inputs = [Tensor.zeros([0, 3]), Tensor.ones([2, 3])]
    let slopes = gradient(at: inputs) { Tensor.pairwiseSquaredL2($0[0], $0[1]).sum() }
    #expect(slopes == [.zeros([0, 3]), .zeros([2, 3])])
    #expect(Tensor.pairwiseL1(inputs[1], inputs[0]).shape == [2, 0])
  }

  @Test func aVectorOfLength0StaysFinite() {
    let x = Tensor([[0, 0], [3, 4]])
    #expect(x.l2Normalized() == Tensor([[0, 0], [0.6, 0.8]]))
    let slope = gradient(at: [x]) { $0[0].l2Normalized().sum() }[0]
    let isFinite = slope.scalars.allSatisfy { $0.isFinite }
    #expect(isFinite, "\(slope)")
  }
}
