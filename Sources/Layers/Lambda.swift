import Autograd
import Tensor

/// A function without parameters as a layer.
///
/// It has a name, because what a model saves is names and tensors, never code.
///
/// ```swift
/// Lambda("half") { $0 * 0.5 }
/// ```
///
/// What shape it gives is found by trying it on zeros when the model is built.
public struct Lambda: Layer {
  /// The name, as it is printed.
  public let name: String
  private let function: @Sendable (Tensor) -> Tensor

  /// A function from a batch of inputs to a batch of outputs, the batch axis first.
  ///
  /// - Parameters:
  ///   - name: The name, as it is printed.
  ///   - function: Computes a batch of outputs from a batch of inputs.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.name = name
    self.function = function
  }

  /// The function's value.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}
