import Autograd
import Files
import Foundation
import Tensor

extension Parameterized {
  /// Writes all parameters, statistics included, to a `.safetensors` file, each under its path such
  /// as `leg.0.weight`.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - precision: How each scalar is stored; default single precision. Half precision is for a network
  ///     that is trained: it takes half the room, and what is loaded is rounded.
  ///   - metadata: Text to keep in the file.
  ///   - checksum: Whether the file states a checksum of all its bytes, by which reading notices any damage;
  ///     default false.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, or a parameter is infinite, NaN or
  ///   beyond the range of the precision: good weights do not make room for such ones.
  public func saveWeights(
    to url: URL, as precision: Safetensors.Precision = .float32, metadata: [String: String] = [:],
    checksum: Bool = false
  ) throws(FileProblem) {
    let values = values
    if let path = values.firstNotFinite {
      throw FileProblem(
        url, found: "\(path) with numbers that are infinite or NaN", expected: "finite weights")
    }
    if precision != .float32 {
      for (path, tensor) in zip(values.paths, values.tensors) where tensor.count > 0 {
        try precision.requireRange(of: tensor, named: path, in: url)
      }
    }
    try Safetensors(Array(zip(values.paths, values.tensors)), metadata: metadata)
      .write(to: url, as: precision, checksum: checksum)
  }

  /// Replaces all parameters by those of a file, of any precision; the model must be built, and the file hold exactly
  /// its paths and shapes. If it does not, the model stays as it is.
  ///
  /// - Returns: The text kept in the file.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read or is of another architecture.
  @discardableResult
  public mutating func loadWeights(from url: URL) throws(FileProblem) -> [String: String] {
    let file = try Safetensors(contentsOf: url)
    var found = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
    let current = values
    var tensors: [Tensor] = []
    for (path, old) in zip(current.paths, current.tensors) {
      guard let tensor = found.removeValue(forKey: path) else {
        throw FileProblem(
          url, found: file.skipped.first { $0.name == path }?.description ?? "no tensor \(path)",
          expected: "\(path) of shape \(old.shape)")
      }
      guard tensor.shape == old.shape else {
        throw FileProblem(
          url, found: "\(path) of shape \(tensor.shape): weights of another architecture",
          expected: "\(path) of shape \(old.shape)")
      }
      tensors.append(tensor)
    }
    if let extra = found.keys.min() {
      throw FileProblem(
        url, found: "a tensor \(extra): weights of another architecture",
        expected: "only tensors that this architecture has")
    }
    values = ParameterValues(paths: current.paths, tensors: tensors)
    return file.metadata
  }
}
