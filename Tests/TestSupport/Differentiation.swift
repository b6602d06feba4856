import Autograd
import Tensor
import Testing

/// Random tensors of the given shapes, each scalar in 0.2 ..< 1.2 or the same below 0, so that a step
/// of 0.01 passes no kink at 0; `positive` keeps them above 0.
public func samples(_ shapes: Shape..., positive: Bool = false, seed: UInt64 = 7) -> [Tensor] {
  var random = SeededGenerator(seed: seed)
  return shapes.map { shape in
    let magnitude = Tensor.uniform(shape, in: 0.2..<1.2, using: &random)
    let sign = (Tensor.uniform(shape, using: &random) .< Tensor(0.5)) * 2 - 1
    return positive ? magnitude : magnitude * sign
  }
}

/// Tenths around 0 in random order: no two are so near that a step of 0.01 swaps them.
public func distinct(_ shape: Shape, seed: UInt64 = 7) -> Tensor {
  var random = SeededGenerator(seed: seed)
  let order = (0..<shape.count).shuffled(using: &random)
  return Tensor(order.map { Float($0 - shape.count / 2) / 10 }, shape: shape)
}

/// Records an issue unless the function's gradients agree with central differences, and unless what
/// it computes while a gradient is recorded is what it computes otherwise.
public func expectDifferentiable(
  at inputs: [Tensor], tolerance: Float = 1e-2, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) -> Tensor
) {
  let check = GradientCheck(at: inputs, tolerance: tolerance, function)
  #expect(check.passes, "\(check)", sourceLocation: sourceLocation)
  #expect(!check.differences.isEmpty, sourceLocation: sourceLocation)
  let value = function(inputs)
  _ = gradient(at: inputs) { tracked in
    let recorded = function(tracked)
    #expect(recorded == value, "recording changes the value", sourceLocation: sourceLocation)
    return recorded.sum()
  }
}

/// Records an issue unless the gradients of a scalar made of the function agree with those of
/// `gradient(at:)`, and the gradients of these gradients with central differences.
public func expectTwiceDifferentiable(
  at inputs: [Tensor], tolerance: Float = 1e-2, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) -> Tensor
) {
  // Squares, so that a linear function's gradient is not constant; other factors at each place.
  func scalar(_ inputs: [Tensor]) -> Tensor {
    let y = function(inputs)
    var random = SeededGenerator(seed: 3)
    return (y.square() * .uniform(y.shape, in: 0.5..<1.5, using: &random) + y).sum()
  }
  let check = GradientCheck(at: inputs, tolerance: tolerance) { inputs in
    .concatenated(
      differentiableGradient(at: inputs, scalar).map { $0.reshaped(to: [$0.count]) })
  }
  #expect(check.passes, "\(check)", sourceLocation: sourceLocation)
  let expected = gradient(at: inputs, scalar)
  _ = gradient(at: inputs) { tracked in
    for (found, expected) in zip(differentiableGradient(at: tracked, scalar), expected) {
      expectClose(found, expected, tolerance: 1e-4, sourceLocation: sourceLocation)
    }
    return tracked[0].sum()
  }
}
