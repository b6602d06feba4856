/// What the axes of a parameter are, by which it is brought into the order that other libraries have.
///
/// A layer says it in ``Parameterized/axes(of:)`` for each parameter whose axes are not the same
/// everywhere:
///
/// ```swift
/// struct Projection: Layer {
///   var matrix = Parameter { input, _ in .zeros([input[-1], 8]) }
///   static var parts: [Part<Projection>] { [Part("matrix", \.matrix)] }
///   static func axes(of parameter: String) -> ParameterAxes { .matrix }
///   func callAsFunction(_ x: Tensor) -> Tensor { x.matmul(matrix.value) }
/// }
/// ```
public enum ParameterAxes: Sendable, Hashable {
  /// The same in all libraries, as those of a bias or of a table of embeddings.
  case same
  /// `[inputs, outputs]`; `[outputs, inputs]` in PyTorch.
  case matrix
  /// `[height, width, channels / groups, filters]`; `[filters, channels / groups, height, width]` in
  /// PyTorch.
  case kernel
  /// `[height, width, channels, multiplier]`; `[channels · multiplier, 1, height, width]` in PyTorch.
  case depthwiseKernel
  /// `[height, width, filters, channels]` of a convolution that enlarges images;
  /// `[channels, filters, height, width]` in PyTorch.
  case transposedKernel
}

extension Parameterized {
  /// The same in all libraries.
  public static func axes(of parameter: String) -> ParameterAxes { .same }
}
