import Autograd
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct KernelOptimizerTests {
  /// The same rule without its kernel: what regularizer and clipping do to the gradient is done to
  /// tensors before the step.
  private struct Unfused<Rule: Optimizer>: Optimizer {
    var rule: Rule
    var options: OptimizerOptions {
      get { rule.options }
      set { rule.options = newValue }
    }
    var state = OptimizerState()
    var momentCount: Int { rule.momentCount }
    func step(
      _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor],
      at point: StepContext
    ) { rule.step(&weight, along: gradient, moments: &moments, at: point) }
  }

  private func expectSame(_ rule: some Optimizer) throws {
    var model = Dense(3, weightRegularizer: Regularizer(l1: 0.01, l2: 0.02))
    try model.build(for: [4], seed: 3)
    var other = model
    var (fused, unfused) = (rule, Unfused(rule: rule))
    let input = samples([6, 4])[0]
    func step<Model: Layer>(_ model: inout Model, _ optimizer: inout some Optimizer) {
      let (_, gradients) = gradient(of: &model) { $0(input).square().sum() }
      optimizer.update(&model, along: gradients)
    }
    for _ in 0..<5 {
      step(&model, &fused)
      step(&other, &unfused)
    }
    for (a, b) in zip(model.values.tensors, other.values.tensors) {
      expectClose(a, b, "\(rule)", tolerance: 1e-4)
    }
  }

  @Test func onePassIsTheRuleOnTensors() throws {
    try expectSame(SGD(learningRate: 0.01, momentum: 0.9, nesterov: true, clipNorm: 1))
    try expectSame(RMSprop(learningRate: 0.01, momentum: 0.5, clipNorm: 1))
    try expectSame(Adam(learningRate: 0.01, clipNorm: 1))
    try expectSame(AdamW(learningRate: 0.01, weightDecay: 0.1, clipNorm: 1))
  }
}
