import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

/// The second derivative of every operation that has one, by central differences of gradients.
@Suite struct RecordedBackpropagationTests {
  /// Functions of a scalar; `samples` are in ±0.2 ..< 1.2.
  static let functions: [(name: String, function: @Sendable (Tensor) -> Tensor)] = [
    ("abs", { $0.abs() }), ("clip", { $0.clipped(to: -0.15...0.9) }),
    ("elu", { $0.elu(alpha: 0.7) }),
    ("errorFunction", { $0.errorFunction() }), ("exp", { $0.exp() }), ("gelu", { $0.gelu() }),
    ("geluTanh", { $0.geluTanh() }), ("hardSigmoid", { ($0 * 5).hardSigmoid() }),
    ("hardSwish", { ($0 * 5).hardSwish() }), ("leakyReLU", { $0.leakyReLU(slope: 0.2) }),
    ("reciprocal", { $0.reciprocal() }), ("relu", { $0.relu() }), ("relu6", { ($0 * 9).relu6() }),
    ("sigmoid", { $0.sigmoid() }), ("silu", { $0.silu() }), ("softplus", { $0.softplus() }),
    ("square", { $0.square() }), ("tanh", { $0.tanh() }), ("cube", { $0.pow(3) }),
    ("one", { $0.pow(0) }), ("log", { ($0 + 1.5).log() }), ("sqrt", { ($0 + 1.5).sqrt() }),
    ("power", { ($0 + 1.5).pow(1.7) }), ("negative", { -$0 }), ("terms", { 2 - ($0 * 3 + 1) / 2 }),
    ("quotient", { 2 / $0 }),
  ]

  @Test(arguments: functions.indices) func functionsOfAScalar(_ index: Int) {
    let x = Tensor([-1.1, -0.75, -0.3, 0.25, 0.4, 0.7, 1.2], shape: [7])
    expectTwiceDifferentiable(at: [x]) { Self.functions[index].function($0[0]) }
  }

  @Test func arithmetics() {
    let inputs = samples([2, 3], [3])
    expectTwiceDifferentiable(at: inputs) { $0[0] + $0[1] }
    expectTwiceDifferentiable(at: inputs) { $0[0] - $0[1] }
    expectTwiceDifferentiable(at: inputs) { $0[0] * $0[1] }
    expectTwiceDifferentiable(at: inputs, tolerance: 2e-2) { $0[0] / $0[1] }
    expectTwiceDifferentiable(at: inputs) { .maximum($0[0].exp(), $0[1]) }
    expectTwiceDifferentiable(at: inputs) { .minimum($0[0].exp(), $0[1]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].prelu(slope: $0[1]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].relu(adding: $0[1]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].leakyReLU(adding: $0[1], slope: 0.3) }
  }

  @Test func arrangements() {
    let inputs = samples([2, 3, 2], [2, 1, 2])
    expectTwiceDifferentiable(at: inputs) { .concatenated([$0[0].exp(), $0[1]], axis: 1) }
    expectTwiceDifferentiable(at: inputs) { .stacked([$0[1], $0[1].exp()]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].square().slice(1..<3, axis: 1) }
    expectTwiceDifferentiable(at: inputs) { $0[0].square()[1] }
    expectTwiceDifferentiable(at: inputs) { $0[0].square().gathered(at: [1, 0, 1]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].exp().transposed(permutation: [1, 2, 0]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].exp().flattened() * $0[0].flattened() }
    expectTwiceDifferentiable(at: inputs) { $0[1].exp().broadcast(to: [2, 4, 2]) }
    expectTwiceDifferentiable(at: [distinct([3, 4])]) { $0[0].exp().topK(2).values }
  }

  @Test func reductions() {
    let inputs = samples([2, 3, 2])
    expectTwiceDifferentiable(at: inputs) { $0[0].square().sum(axes: [1]) }
    expectTwiceDifferentiable(at: inputs) {
      $0[0].exp().mean(axes: [0, 2], keepingDimensions: true)
    }
    expectTwiceDifferentiable(at: [distinct([3, 4])]) { $0[0].exp().max(axes: [1]) }
    expectTwiceDifferentiable(at: [distinct([3, 4])]) { $0[0].exp().min(axes: [0]) }
    expectTwiceDifferentiable(at: inputs) { $0[0].logSumExp() }
    expectTwiceDifferentiable(at: inputs) { $0[0].logSoftmax() }
    expectTwiceDifferentiable(at: inputs) { $0[0].softmax() }
    expectTwiceDifferentiable(at: inputs, tolerance: 2e-2) { $0[0].l2Normalized() }
  }

  @Test func products() throws {
    expectTwiceDifferentiable(at: samples([2, 3], [3, 4])) { $0[0].matmul($0[1]) }
    expectTwiceDifferentiable(at: samples([2, 3], [4, 3])) { $0[0].matmulTransposed($0[1]) }
    expectTwiceDifferentiable(at: samples([2, 3])) { $0[0].matmulTransposed($0[0]) }
    expectTwiceDifferentiable(at: samples([2, 2, 3], [2, 3, 2])) { $0[0].batchMatmul($0[1]) }
    expectTwiceDifferentiable(at: samples([2, 2, 3], [2, 2, 3])) {
      $0[0].batchMatmulTransposed($0[1])
    }
    expectTwiceDifferentiable(at: samples([3, 3], [3, 2])) {
      try! ($0[0] * 0.2 + .identity(3) * 2).solving($0[1])
    }
  }

  /// What all products are made of, once more: their third derivatives.
  @Test func gradientsOfGradientsOfProducts() {
    func slope(_ inputs: [Tensor], _ f: @escaping ([Tensor]) -> Tensor) -> Tensor {
      differentiableGradient(at: inputs) { f($0).square().sum() }[0]
    }
    expectTwiceDifferentiable(at: samples([2, 3], [3, 2])) { slope($0) { $0[0].matmul($0[1]) } }
    expectTwiceDifferentiable(at: samples([2, 3], [2, 3])) { inputs in
      slope(inputs.reversed()) { $0[1].matmulTransposed($0[0]) }
    }
    expectTwiceDifferentiable(at: samples([1, 2, 3], [1, 2, 3])) { inputs in
      slope(inputs.reversed()) { $0[1].batchMatmulTransposed($0[0]) }
    }
  }

  @Test func distances() {
    let inputs = samples([2, 3], [4, 3], seed: 5) + samples([3], positive: true)
    expectTwiceDifferentiable(at: inputs) { .pairwiseSquaredL2($0[0], $0[1], weights: $0[2]) }
    expectTwiceDifferentiable(at: Array(inputs[..<2])) { .pairwiseSquaredL2($0[0], $0[1]) }
    let apart = [inputs[0] + 3, inputs[1], inputs[2]]
    expectTwiceDifferentiable(at: apart) { .pairwiseL1($0[0], $0[1].square(), weights: $0[2]) }
    expectTwiceDifferentiable(at: Array(apart[..<2])) { .pairwiseL1($0[0], $0[1].square()) }
    expectTwiceDifferentiable(at: Array(inputs[..<2]), tolerance: 2e-2) {
      .pairwiseCosine($0[0], $0[1])
    }
  }

  @Test func images() {
    let x = distinct([2, 4, 5, 2]) * 0.3
    expectTwiceDifferentiable(at: [x]) { $0[0].zeroPadded(top: 1, left: 0, bottom: 2, right: 1) }
    expectTwiceDifferentiable(at: [x]) {
      $0[0].reflectionPadded(top: 1, left: 1, bottom: 0, right: 2)
    }
    expectTwiceDifferentiable(at: [x]) { $0[0].upsampled(by: (2, 1), interpolation: .bilinear) }
    expectTwiceDifferentiable(at: [x]) { $0[0].adaptiveAveragePooled(height: 3, width: 2) }
    expectTwiceDifferentiable(at: [x]) { $0[0].globalAveragePooled() }
    let windows = [
      SlidingWindow(kernel: (2, 2), strides: (2, 2)),
      SlidingWindow(kernel: (3, 2), strides: (1, 1), padding: .same),
    ]
    for window in windows {
      expectTwiceDifferentiable(at: [x]) { $0[0].averagePooled(window) }
      expectTwiceDifferentiable(at: [x]) { $0[0].exp().maxPooled(window) }
    }
    expectTwiceDifferentiable(at: [x]) { $0[0].maxPooled(adding: $0[0].square()) }
  }

  @Test func normalizations() {
    let inputs = samples([3, 2, 2, 4], [4], [4])
    expectTwiceDifferentiable(at: inputs) {
      $0[0].groupNormalized(groups: 2, scale: $0[1], shift: $0[2], epsilon: 0.1)
    }
    expectTwiceDifferentiable(at: inputs, tolerance: 2e-2) {
      $0[0].layerNormalized(scale: $0[1], shift: $0[2], epsilon: 0.1)
    }
  }

  @Test func operationsOfYourOwn() {
    func cube(_ x: Tensor) -> Tensor {
      .custom(from: x, named: "cube", isTwiceDifferentiable: true) {
        $0 * $0 * $0
      } pullback: { gradient, x, _ in
        gradient * x * x * 3
      }
    }
    expectTwiceDifferentiable(at: samples([4])) { cube($0[0]) }
  }

  @Test func operationsOfYourOwnSayThatTheyHaveNone() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([2])]) { outer in
        differentiableGradient(at: outer) {
          Tensor.custom(from: $0[0], named: "double") {
            $0 * 2
          } pullback: { g, _, _ in
            g * 2
          }.sum()
        }[0].sum()
      }
    }
    #expect(message(of: result).contains("double has no second derivative yet"))
  }
}
