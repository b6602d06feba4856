import Autograd
import DatasetFiles
import Files
import Foundation
import Tensor
import Training

extension Parameterized {
  /// Replaces all parameters by those of a file of Keras 3, `.weights.h5` or `.keras`.
  ///
  /// ```swift
  /// try network.loadKerasWeights(from: URL(filePath: "leg.keras"))
  /// ```
  ///
  /// The layers of each class are taken in order: the second `Dense` here is the second one there. Axes
  /// are the same in both libraries. The model must be built; if an array is missing or has another
  /// shape, it stays as it is.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - layers: Paths of layers here, such as `leg.0`, and the layer there, by its name in the model or
  ///     its group in the file; by default all by order.
  ///   - ignoring: Beginnings of groups, such as `layers/dense_1/`, that are not used.
  /// - Returns: Which array each parameter took, and which were left out.
  /// - Throws: `FileProblem` if the file cannot be read or is of another architecture; it names the array
  ///   and the parameter.
  @discardableResult
  public mutating func loadKerasWeights(
    from url: URL, layers: [String: String] = [:], ignoring: [String] = []
  ) throws(FileProblem) -> LoadedWeights {
    let file = try KerasFile(contentsOf: url)
    let names = file.names(of: KerasLayer.all(in: self), layers: layers, ignoring: ignoring)
    return try loadWeights(
      file.weights, layout: .keras, names: WeightNames(exactly: names), ignoring: ignoring,
      from: url.shownPath)
  }

  /// Writes all parameters to a file that Keras 3 reads.
  ///
  /// A `.weights.h5` file is for `model.load_weights`, where the model is a list of the same layers. A
  /// `.keras` file also has the architecture, which is taken from another one, `original`:
  ///
  /// ```swift
  /// try network.loadKerasWeights(from: original)
  /// // … training …
  /// try network.saveKerasWeights(to: trained, like: original)
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file, whose name ends with `.weights.h5` or `.keras`; written under a temporary name
  ///     first, so that it is whole or not there.
  ///   - original: A file of the same model, whose groups and architecture are taken; default nil.
  ///   - layers: As for loading from `original`.
  /// - Throws: `FileProblem` if the file cannot be written, a parameter is infinite or NaN, or `original`
  ///   is missing for a `.keras` file or of another architecture.
  public func saveKerasWeights(
    to url: URL, like original: URL? = nil, layers: [String: String] = [:]
  ) throws(FileProblem) {
    let isModel = url.pathExtension == "keras"
    guard isModel || url.pathExtension == "h5" else {
      throw FileProblem(
        url, found: "another name", expected: "a name that ends with .weights.h5 or .keras")
    }
    var names = WeightNames(exactly: KerasLayer.names(of: KerasLayer.all(in: self)))
    var companions: [Archive.File] = []
    var groupNames: [String: String] = [:]
    if let original {
      var copy = self
      names = try copy.loadKerasWeights(from: original, layers: layers).names
      let file = try KerasFile(contentsOf: original)
      companions = file.companions
      for layer in file.layers { groupNames["\(layer.path)/vars"] = layer.name }
    }
    if isModel && !companions.contains(where: { $0.path == "config.json" }) {
      throw FileProblem(
        url, found: "no architecture", expected: "an original .keras file of the same model")
    }
    let arrays = try weights(layout: .keras, names: names, for: url).tensors
    let bytes = try HDF5Writer.bytes(
      of: arrays.map { ($0.name, $0.tensor) }, names: groupNames, place: url.shownPath)
    guard isModel else { return try Files.write(bytes, to: url) }
    try ZipWriter.write(to: url, isPacked: false) { archive throws(FileProblem) in
      for file in companions { try archive.add(file.path, file.contents) }
      try archive.add(KerasFile.weightsName, bytes)
    }
  }
}

extension KerasFile {
  /// The tensor of each parameter, by its path.
  func names(
    of ours: [KerasLayer], layers chosen: [String: String], ignoring: [String]
  ) -> [String: (name: String, shape: [Int]?)] {
    let used = layers.filter { layer in
      !ignoring.contains { "\(layer.path)/".hasPrefix($0) } && !chosen.values.contains(layer.path)
        && !chosen.values.contains(layer.name ?? "")
    }
    var queues = Dictionary(grouping: used) {
      KerasName.unnumbered(String($0.path.split(separator: "/").last ?? ""))
    }.mapValues { $0[...] }
    var names = KerasLayer.names(of: ours)
    for layer in ours {
      let theirs: Layer?
      if let name = chosen[layer.path] {
        theirs =
          layers.first { $0.path == name } ?? layers.first { $0.name == name }
          ?? Layer(path: name, name: nil, tensors: [])
      } else {
        theirs = queues[layer.name]?.popFirst()
      }
      guard let theirs else { continue }
      for (index, path) in layer.parameters.enumerated() {
        names[path] = ("\(theirs.path)/vars/\(index)", nil)
      }
    }
    return names
  }
}
