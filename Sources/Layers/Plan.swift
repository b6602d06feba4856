import Autograd
import Kernels
import Tensor

/// What runs when a model is called: which layers are computed as one, and how each convolution is.
///
/// ```swift
/// print(try leg.plan(for: [28, 28, 1]))
/// // Conv2D + BatchNorm + relu + MaxPool2D   (14, 14, 16)
/// //   3×3, 1 → 16, unfolded
/// ```
public struct Plan: Sendable, CustomStringConvertible {
  /// Layers that are computed as one.
  public struct Step: Sendable, Equatable {
    /// Their types, and of activations the names.
    public let layers: [String]
    /// The shape of one output, without the batch axis.
    public let output: Shape
    /// How the convolutions in it are computed, in their order.
    public let convolutions: [String]
  }

  /// In the order in which they end: what a layer such as ``Residual`` is made of comes before it.
  public let steps: [Step]

  /// A line for each step, and one more for each convolution.
  public var description: String {
    let names = steps.map { $0.layers.joined(separator: " + ") }
    let width = names.map(\.count).max() ?? 0
    return zip(names, steps).flatMap { name, step in
      let size = step.output.dimensions.map(String.init).joined(separator: ", ")
      return ["\(name.padded(to: width))  (\(size))"] + step.convolutions.map { "  " + $0 }
    }.joined(separator: "\n")
  }
}

extension Layer {
  /// What runs when the model is called with a batch of inputs, found by calling it with zeros.
  ///
  /// Layers are computed as one where ``Sequential`` finds that they can be. How a convolution is
  /// computed depends on the shapes alone.
  ///
  /// - Parameters:
  ///   - input: The shape of one input, without the batch axis.
  ///   - count: Inputs in the batch, at least one; default 1.
  ///   - training: Whether a gradient is being recorded, where batch norm uses the batch and fewer layers
  ///     are computed as one; then the batch needs two inputs or more. Default no.
  /// - Throws: `ShapeError` if the model cannot take such inputs.
  public func plan(
    for input: Shape, count: Int = 1, training: Bool = false
  ) throws(ShapeError) -> Plan {
    var random = SeededGenerator(seed: 0)
    var model = Sequential([self])
    _ = try model.build(for: input, using: &random)
    let inputs = Tensor.zeros(Shape([count] + input.dimensions))
    let trace = PlanTrace()
    PlanTrace.$current.withValue(trace) {
      ConvolutionTrace.$current.withValue(trace.convolutions) {
        if training {
          _ = gradient(of: &model) { $0(inputs).sum() }
        } else {
          _ = model(inputs)
        }
      }
    }
    return Plan(steps: trace.steps)
  }
}
