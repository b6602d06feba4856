import Autograd
import Files
import Foundation
import Tensor

/// A file of weights does not fit the model.
public struct WeightsError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was found and what was expected.
  public let reason: String

  /// The path and the reason.
  public var description: String { "\(path): \(reason)" }
}

extension Parameterized {
  /// Writes all parameters, statistics included, to a `.safetensors` file, each under its path such
  /// as `leg.0.weight`.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - metadata: Text to keep in the file.
  /// - Throws: ``FileProblem`` where the file cannot be written.
  public func saveWeights(
    to url: URL, metadata: [String: String] = [:]
  ) throws(FileProblem) {
    let tensors = parameters.map { (name: $0.path, tensor: $0.parameter.value.detached) }
    try Safetensors(tensors, metadata: metadata).write(to: url)
  }

  /// Replaces all parameters by those of a file; the model must be built, and the file hold exactly
  /// its paths and shapes. Where it does not, the model stays as it is.
  ///
  /// - Returns: The text kept in the file.
  /// - Throws: ``FileProblem`` where the file cannot be read, and ``WeightsError`` where it is
  ///   of another architecture.
  @discardableResult
  public mutating func loadWeights(from url: URL) throws -> [String: String] {
    let file = try Safetensors(contentsOf: url)
    let path = url.path(percentEncoded: false)
    func refuse(_ reason: String) -> WeightsError { WeightsError(path: path, reason: reason) }
    var found = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
    var values: [Tensor] = []
    for (name, parameter) in parameters {
      guard let value = found.removeValue(forKey: name) else {
        throw refuse("found no tensor \(name), which this architecture needs")
      }
      guard value.shape == parameter.value.shape else {
        throw refuse(
          "found \(name) of shape \(value.shape), expected \(parameter.value.shape): "
            + "weights of another architecture")
      }
      values.append(value)
    }
    if let extra = found.keys.min() {
      throw refuse("found a tensor \(extra), which this architecture does not have")
    }
    var index = 0
    forEachParameter { _, parameter in
      parameter.value = values[index]
      index += 1
    }
    return file.metadata
  }
}
