import Basics
import Kernels
import Tensor

/// The gradients of a model's parameters, in the order in which the model visits them.
public struct Gradients: Sendable {
  /// The path of each parameter.
  public let paths: [String]
  /// One gradient for each parameter: nil for statistics and for parameters without influence.
  public var values: [Tensor?]

  /// Gradients for parameters with the given paths.
  public init(paths: [String], values: [Tensor?]) {
    require(
      paths.count == values.count, "Gradients: \(paths.count) paths for \(values.count) values")
    self.paths = paths
    self.values = values
  }

  /// The gradient of the parameter at `path`, such as `leg.0.weight`.
  public subscript(path: String) -> Tensor? {
    paths.firstIndex(of: path).flatMap { values[$0] }
  }

  /// The Euclidean norm of all gradients together.
  public var norm: Float {
    Float(values.reduce(0) { $0 + ($1?.squaredNorm ?? 0) }.squareRoot())
  }

  /// The path of the first gradient with an infinity or a NaN; nil if every scalar is a number.
  ///
  /// It reads each gradient once, so that it may be asked at every step. Weights are lost for good
  /// once such a gradient has moved them, even if the loss itself is a number.
  public var firstNotFinite: String? {
    zip(paths, values).first { !($1?.isFinite ?? true) }?.0
  }
}

extension Tensor {
  fileprivate var squaredNorm: Double { withScalars(self) { sumOfSquares($0, count: count) } }
}
