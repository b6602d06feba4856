import Autograd
import Basics
import Kernels
import Tensor

/// A function without parameters as a layer.
///
/// It has a name, because what a model saves is names and tensors, never code.
///
/// ```swift
/// Lambda("half") { $0 * 0.5 }
/// ```
public struct Lambda: Layer {
  /// The name, as it is printed.
  public let name: String
  private let outputShape: @Sendable (Shape) throws(ShapeError) -> Shape
  private let function: @Sendable (Tensor) -> Tensor

  /// A function of a batch.
  ///
  /// - Parameters:
  ///   - name: The name, as it is printed.
  ///   - outputShape: The shape of one output for the shape of one input; default the same.
  ///   - function: Computes a batch of outputs from a batch of inputs.
  public init(
    _ name: String,
    outputShape: @escaping @Sendable (Shape) throws(ShapeError) -> Shape = { $0 },
    _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.outputShape = outputShape
    self.function = function
  }

  /// The shape that the layer was said to give.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { try outputShape(input) }

  /// The function's value; a shape other than the promised one is a programming error.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let output = function(input)
    let expected = try? outputShape(input.shape.droppingFirst)
    require(
      output.shape.droppingFirst == expected,
      "Lambda(\(name)): promised outputs of shape \(expected.map(\.description) ?? "none"), got "
        + "\(output.shape.droppingFirst)")
    return output
  }
}
