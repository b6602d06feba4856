import Autograd
import Layers
import Tensor
import Testing

/// Compares the output of `function` at the named inputs of a fixture, and the gradients of
/// Σ output · seed with respect to them, with those of the fixture.
public func expectJudged(
  by fixture: Fixture, at inputs: [String], tolerance: Float = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation, _ function: ([Tensor]) -> Tensor
) {
  let values = inputs.map { fixture[$0] }
  expectClose(
    function(values), fixture["output"], "output", tolerance: tolerance,
    sourceLocation: sourceLocation)
  let gradients = gradient(at: values) { (function($0) * fixture["seed"]).sum() }
  for (name, gradient) in zip(inputs, gradients) {
    expectClose(
      gradient, fixture["gradient.\(name)"], "gradient.\(name)", tolerance: tolerance,
      sourceLocation: sourceLocation)
  }
}

/// Gives the layer the parameters of a fixture, which has them under the layer's own names, and
/// compares its promised shape, its output, its gradients and its unused parameters.
public func expectJudged(
  _ layer: some Layer, by fixture: Fixture, tolerance: Float = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var layer = layer
  layer.forEachParameter { path, parameter in parameter.value = fixture[path] }
  let input = fixture["input"]
  let promised = try layer.build(for: input.shape.droppingFirst)
  #expect(promised == fixture["output"].shape.droppingFirst, sourceLocation: sourceLocation)
  let names = layer.parameters.filter { $0.parameter.role == .trainable }.map(\.path)
  let built = layer
  expectJudged(
    by: fixture, at: ["input"], tolerance: tolerance, sourceLocation: sourceLocation
  ) { built($0[0]) }
  let (_, gradients) = gradient(of: &layer) { ($0(input) * fixture["seed"]).sum() }
  for name in names {
    expectClose(
      gradients[name] ?? .zeros([]), fixture["gradient.\(name)"], "gradient.\(name)",
      tolerance: tolerance, sourceLocation: sourceLocation)
  }
}
