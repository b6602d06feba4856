import Basics
import Tensor

/// The values of all parameters of a model, by their paths: a snapshot to keep, compare and put back.
///
/// ```swift
/// let before = model.values
/// try train(&model, with: &optimizer, on: batches, steps: 100) { … }
/// model.values = before
/// ```
public struct ParameterValues: Sendable, Equatable {
  /// The path of each parameter, such as `leg.0.weight`, in the order of the model.
  public let paths: [String]
  /// The value of each parameter, without history.
  public let tensors: [Tensor]

  /// The given values; as many paths as tensors.
  public init(paths: [String] = [], tensors: [Tensor] = []) {
    require(
      paths.count == tensors.count,
      "ParameterValues: \(paths.count) paths for \(tensors.count) tensors")
    self.paths = paths
    self.tensors = tensors.map(\.detached)
  }

  /// The value of the parameter at `path`; nil if there is none.
  public subscript(path: String) -> Tensor? {
    paths.firstIndex(of: path).map { tensors[$0] }
  }

  /// Whether there are no values.
  public var isEmpty: Bool { tensors.isEmpty }

  /// The number of parameters.
  public var count: Int { tensors.count }
}

extension Parameterized {
  /// The values of all parameters, statistics included.
  ///
  /// The model must be built. What is put back must have the model's paths and shapes, in its order:
  /// anything else is a programming error.
  public var values: ParameterValues {
    get {
      VisitAudit.requireAllVisited(by: self)
      let parameters = parameters
      for (path, parameter) in parameters {
        require(
          !parameter.isPending,
          "values: \(path) has no value yet; build the model for its input shape first")
      }
      return ParameterValues(
        paths: parameters.map(\.path), tensors: parameters.map(\.parameter.value))
    }
    set {
      VisitAudit.requireAllVisited(by: self)
      let parameters = parameters
      require(
        newValue.count == parameters.count,
        "values: got \(newValue.count) values for \(parameters.count) parameters")
      for (found, (path, parameter)) in zip(zip(newValue.paths, newValue.tensors), parameters) {
        require(found.0 == path, "values: got \(found.0) where the model has \(path)")
        require(
          parameter.isPending || found.1.shape == parameter.value.shape,
          "values: got \(path) of shape \(found.1.shape), the model's is "
            + "\(parameter.isPending ? [] : parameter.value.shape)")
      }
      var index = 0
      forEachParameter { _, parameter in
        parameter.value = newValue.tensors[index]
        index += 1
      }
    }
  }
}
