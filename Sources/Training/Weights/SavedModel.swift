import Autograd
import Files
import Foundation
import Layers
import Tensor

/// A model from a file that says what it holds: no code is needed to read it.
///
/// ```swift
/// try leg.save(to: url, input: [28, 28, 1])
/// let model = try SavedModel(contentsOf: url)
/// model.layer(images)  // any Layer, as it was saved
/// ```
///
/// Where the type of the layer is known, as it mostly is, `Sequential(contentsOf: url)` is shorter.
public struct SavedModel: Sendable {
  /// The layer, with its weights.
  public let layer: any Layer
  /// The shape of one input, without the batch axis.
  public let input: Shape
  /// The text that was saved along.
  public let metadata: [String: String]

  fileprivate static let formatKey = "format"
  fileprivate static let format = "OneShot model 1"
  fileprivate static let architectureKey = "architecture"

  /// Reads a file that `save(to:input:as:metadata:)` wrote.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - catalog: The kinds of layers that are known; default those of this library.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged, is of weights alone, or has a
  ///   layer that is not known, or weights that do not fit its layers.
  public init(
    contentsOf url: URL, catalog: LayerCatalog = .standard
  ) throws(FileProblem) {
    let file = try Safetensors(contentsOf: url)
    var metadata = file.metadata
    let format = metadata.removeValue(forKey: Self.formatKey)
    guard format == Self.format, file.hasChecksum,
      let json = metadata.removeValue(forKey: Self.architectureKey)
    else {
      let found = format.map { "the format \($0)" } ?? "tensors that do not say of which layers"
      throw FileProblem(
        url, found: found, expected: "\(Self.format) with an architecture and a checksum")
    }
    let tensors = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
    do {
      let architecture = try Architecture(json: json, catalog: catalog)
      layer = try architecture.built(with: tensors)
      input = architecture.input
    } catch let error as ArchitectureError {
      throw FileProblem(url, error)
    } catch {
      throw FileProblem(url, found: "\(error)", expected: "layers that fit each other")
    }
    self.metadata = metadata
  }
}

extension Layer {
  /// Writes the model to a `.safetensors` file that says what it holds: the architecture beside the weights,
  /// with a checksum, all of it or nothing. ``SavedModel`` reads it without the code that made the model; as
  /// a file of weights it is read too, by `loadWeights(from:)` and in Python.
  ///
  /// ```swift
  /// try leg.save(to: url, input: [28, 28, 1], as: .float16)
  /// let copy = try Sequential(contentsOf: url)
  /// ```
  ///
  /// Settings, frozen parameters and regularizers come back as they were. How weights began does not.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - input: The shape of one input that the layer was built for, without the batch axis.
  ///   - precision: How each scalar is stored; default single precision.
  ///   - metadata: Text to keep in the file, under other keys than `format` and `architecture`.
  /// - Throws: ``/Files/FileProblem`` naming the layer that cannot be described, such as a `Lambda`; or if
  ///   the file cannot be written, the layer does not take such inputs, or a parameter is infinite, NaN or
  ///   beyond the range of the precision.
  public func save(
    to url: URL, input: Shape, as precision: Safetensors.Precision = .float32,
    metadata: [String: String] = [:]
  ) throws(FileProblem) {
    var metadata = metadata
    for key in [SavedModel.formatKey, SavedModel.architectureKey] where metadata[key] != nil {
      throw FileProblem(
        url, found: "metadata for \(key)", expected: "other keys: this one is the file's own")
    }
    do {
      metadata[SavedModel.architectureKey] = try Architecture(self, input: input).json()
    } catch {
      throw FileProblem(url, error)
    }
    do {
      var copy = self
      try copy.build(for: input)
    } catch {
      throw FileProblem(
        url, found: "\(error)", expected: "the input that the layer was built for")
    }
    metadata[SavedModel.formatKey] = SavedModel.format
    try saveWeights(to: url, as: precision, metadata: metadata, checksum: true)
  }
}

extension DescribedLayer {
  /// Reads a layer of this type from a file that `save(to:input:as:metadata:)` wrote.
  ///
  /// ```swift
  /// let leg = try Sequential(contentsOf: url)
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - catalog: The kinds of layers that are known; default those of this library.
  /// - Throws: ``/Files/FileProblem`` as ``SavedModel`` does, and if the file has a layer of another type.
  public init(
    contentsOf url: URL, catalog: LayerCatalog = .standard
  ) throws(FileProblem) {
    let layer = try SavedModel(contentsOf: url, catalog: catalog).layer
    guard let layer = layer as? Self else {
      throw FileProblem(url, found: "a \(type(of: layer))", expected: "a \(Self.kind)")
    }
    self = layer
  }
}

extension Architecture {
  /// The layer with the tensors of its paths as weights; nothing else is made of the sizes that it states.
  fileprivate func built(with tensors: [String: Tensor]) throws -> any Layer {
    func built(_ layer: some Layer) throws -> any Layer {
      var layer = layer
      if let path = layer.fillPending(from: { tensors[$0] }) {
        throw ArchitectureError(found: "no tensor \(path)", expected: "one for each parameter")
      }
      try layer.build(for: input)
      var paths: Set<String> = []
      for (path, parameter) in layer.parameters {
        // Those that the layer made while it was built were not there to be filled.
        guard let tensor = tensors[path], tensor.shape == parameter.value.shape else {
          throw ArchitectureError(
            found: "\(tensors[path].map { "shape \($0.shape)" } ?? "none") of \(path)",
            expected: "a tensor of shape \(parameter.value.shape)")
        }
        paths.insert(path)
      }
      layer.forEachParameter { path, parameter in parameter.value = tensors[path]! }
      if let extra = tensors.keys.filter({ !paths.contains($0) }).min() {
        throw ArchitectureError(
          found: "a tensor \(extra)", expected: "only tensors that these layers have")
      }
      return layer
    }
    return try built(layer)
  }
}

extension Parameterized {
  /// Gives parameters that have no value yet those of their paths, before anything is built and first values
  /// are drawn.
  ///
  /// - Returns: The first path without a value; nil if there is none.
  package mutating func fillPending(from value: (String) -> Tensor?) -> String? {
    var missing: String?
    withoutActuallyEscaping(value) { value in
      forEachParameter { path, parameter in
        guard parameter.isPending else { return }
        if let value = value(path) {
          parameter.value = value
        } else if missing == nil {
          missing = path
        }
      }
    }
    return missing
  }
}

extension FileProblem {
  /// A problem with the architecture that a file has, or would have.
  package init(_ url: URL, _ error: ArchitectureError) {
    let place = error.path.isEmpty ? "" : "\(error.path.joined(separator: ".")): "
    self.init(url, found: place + error.found, expected: error.expected)
  }
}
