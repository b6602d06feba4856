import Autograd
import Files
import Foundation
import Tensor

extension Parameterized {
  /// Replaces all parameters by those of another library's `.safetensors` file.
  ///
  /// ```swift
  /// try network.loadWeights(from: url, layout: .pyTorch)
  /// ```
  ///
  /// Axes are brought into our order: kernels, also those in groups, depthwise and transposed ones,
  /// matrices, and the inputs of a dense layer after `Flatten`, where PyTorch has channels first. Integers
  /// such as `num_batches_tracked` are left out. The model must be built; if a tensor is missing or has
  /// another shape, it stays as it is.
  ///
  /// PyTorch's writer sorts tensors by name. Their order is that of the numbers in names such as
  /// `features.3.weight`; where only words tell, the file needs it, by
  /// `save_file(state, path, metadata={"order": " ".join(state)})`, or `names` are needed here.
  ///
  /// An image that a layer of your own flattens by itself, with `flattened()`, is not known of: use
  /// `Flatten` as a part of it.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - layout: The library.
  ///   - names: Which tensor is for which parameter; default by order.
  ///   - ignoring: Beginnings of names, such as `fc.`, of tensors that are not used.
  /// - Returns: Which tensor each parameter took, and which were left out.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read or is of another architecture; it names
  ///   the tensor and the parameter.
  @discardableResult
  public mutating func loadWeights(
    from url: URL, layout: WeightLayout, names: WeightNames = .inOrder, ignoring: [String] = []
  ) throws(FileProblem) -> LoadedWeights {
    try loadWeights(
      Safetensors(contentsOf: url), layout: layout, names: names, ignoring: ignoring,
      from: url.shownPath)
  }

  /// Replaces all parameters by tensors of another library, as
  /// ``loadWeights(from:layout:names:ignoring:)`` does.
  ///
  /// - Parameters:
  ///   - file: The tensors; of any format, as `Safetensors(tensors)`.
  ///   - layout: The library.
  ///   - names: Which tensor is for which parameter; default by order.
  ///   - ignoring: Beginnings of names of tensors that are not used.
  ///   - place: What errors call the file.
  /// - Returns: Which tensor each parameter took, and which were left out.
  /// - Throws: ``/Files/FileProblem`` if the tensors are those of another architecture.
  @discardableResult
  public mutating func loadWeights(
    _ file: Safetensors, layout: WeightLayout, names: WeightNames = .inOrder,
    ignoring: [String] = [], from place: String = "tensors"
  ) throws(FileProblem) -> LoadedWeights {
    let current = values
    let (places, unbuilt) = ParameterPlace.all(in: self)
    if let unbuilt, layout == .pyTorch {
      throw FileProblem(
        path: place, found: "\(unbuilt), which was not built and has the channels of no image",
        expected: "a model that builds each of its layers")
    }
    var skipped = file.skipped
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, tensor) in file.tensors {
      if ignoring.contains(where: name.hasPrefix) {
        skipped.append(SkippedTensor(name: name, reason: "ignored"))
      } else if layout == .pyTorch && name.hasSuffix("num_batches_tracked") {
        skipped.append(SkippedTensor(name: name, reason: "a counter"))
      } else {
        tensors.append((name, tensor))
      }
    }
    if layout == .pyTorch, case .inOrder = names.rule {
      tensors = try WeightOrder.restored(tensors, metadata: file.metadata, file: place)
    }
    let matches = try WeightMatching(
      layout: layout, places: places, file: place, tensors: tensors, skipped: skipped
    ).matches(by: names)
    values = ParameterValues(paths: current.paths, tensors: matches.map(\.ours))
    return LoadedWeights(matches, for: places, skipped: skipped, metadata: file.metadata)
  }

  /// Writes all parameters to a `.safetensors` file in the order of axes of another library, the way back
  /// of ``loadWeights(from:layout:names:ignoring:)``.
  ///
  /// PyTorch's `load_state_dict` takes the tensors; batch norm's counters, which are not there, start anew.
  ///
  /// ```swift
  /// let loaded = try network.loadWeights(from: url, layout: .pyTorch)
  /// // … training …
  /// try network.saveWeights(
  ///   to: trained, layout: .pyTorch, names: loaded.names)
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - layout: The library.
  ///   - names: The names of the tensors; by default those of an `nn.Sequential` of the same layers.
  ///   - precision: How each scalar is stored; default single precision.
  ///   - metadata: Text to keep in the file.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, two parameters get one name, or a
  ///   parameter is infinite or NaN.
  public func saveWeights(
    to url: URL, layout: WeightLayout, names: WeightNames = .same,
    as precision: Safetensors.Precision = .float32, metadata: [String: String] = [:]
  ) throws(FileProblem) {
    var file = try weights(layout: layout, names: names, for: url)
    file.metadata = metadata
    try file.write(to: url, as: precision)
  }

  /// The parameters under their names and with their axes in another library.
  package func weights(
    layout: WeightLayout, names: WeightNames, for url: URL
  ) throws(FileProblem) -> Safetensors {
    let values = values
    if let path = values.firstNotFinite {
      throw FileProblem(
        url, found: "\(path) with numbers that are infinite or NaN", expected: "finite weights")
    }
    let (places, unbuilt) = ParameterPlace.all(in: self)
    if let unbuilt, layout == .pyTorch {
      throw FileProblem(
        url, found: "\(unbuilt), which was not built",
        expected: "a model that builds each of its layers")
    }
    return Safetensors(
      zip(places, values.tensors).map { place, tensor in
        var (name, shape) = (layout.path(of: place), nil as Shape?)
        switch names.rule {
        case .inOrder: break
        case .renamed(let rename): name = rename(name)
        case .exact(let known):
          if let (theirs, dimensions) = known[place.path] {
            (name, shape) = (theirs, dimensions.map { Shape($0) })
          }
        }
        return (name, layout.theirs(tensor, of: place, shape: shape))
      })
  }
}
