import Autograd
import Basics
import Datasets
import Files
import Foundation
import Layers
import Tensor
import Training

extension OneShotClassifier {
  /// The text that was saved along with a classifier, read without its network: what tells the network
  /// that `init(contentsOf:model:)` needs.
  ///
  /// - Parameter url: A file that `save(to:)` wrote.
  /// - Throws: ``/Files/FileProblem`` if it cannot be read, is damaged or holds no classifier.
  public static func metadata(ofFile url: URL) throws(FileProblem) -> [String: String] {
    try ClassifierFile(contentsOf: url).text.metadata
  }

  /// Writes the network, the enrolled classes, the thresholds, the calibration, the options, how pictures
  /// are prepared, the recipe and the metadata to one `.safetensors` file, all of it or nothing, with a checksum.
  ///
  /// What layers the leg has is written too, if all of them can be described, the distance is one of this
  /// library and so is the head's activation: then the file is self-contained, and no network is needed to
  /// read it.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first.
  ///   - precision: How the network's weights are stored; default single precision. Half precision takes
  ///     half the room; what is read is rounded, and its answers differ a little from those of this one.
  ///   - selfContained: Whether a network that cannot be described is an error; default false: its file is
  ///     read with `init(contentsOf:model:)`.
  /// - Throws: ``/Files/FileProblem`` if it cannot be written, the network holds infinity, NaN or numbers
  ///   beyond the range of the precision, or it should be self-contained and cannot, with the layer's name.
  public func save(
    to url: URL, as precision: Safetensors.Precision = .float32, selfContained: Bool = false
  ) throws(FileProblem) {
    var siamese = siamese
    var architecture: String?
    do {
      architecture = try siamese.legArchitecture()
    } catch {
      if selfContained { throw FileProblem(url, error) }
    }
    let state = state
    let text = ClassifierFile.Text(
      input: siamese.input.dimensions, distance: siamese.distance.name,
      activation: siamese.head.activation.name,
      head: architecture == nil ? nil : siamese.head.form, precision: precision,
      shotRule: shotRule, views: views,
      augmentation: augmentation, preprocessing: preprocessing, recipe: recipe,
      labels: state.enrolled.labels, metadata: metadata,
      calibration: state.calibration?.settings)
    let values = siamese.values
    var tensors = zip(values.paths, values.tensors).map { (name: "model.\($0)", tensor: $1) }
    // What it makes of images once its weights are rounded.
    siamese.values = ParameterValues(
      paths: values.paths, tensors: values.tensors.map { precision.rounded($0) })
    let probe = ModelProbe(of: siamese)
    tensors += state.enrolled.numbers.enumerated().map {
      (name: "enrolled.\($0)", tensor: state.enrolled.embeddings(of: $1))
    }
    tensors += [
      ("thresholds", Tensor([state.rejectionThreshold, state.verificationThreshold])),
      ("probe.embeddings", probe.embeddings), ("probe.verdict", probe.verdict),
    ]
    if let calibration = state.calibration {
      tensors.append(("calibration.trials", calibration.trials.table))
      tensors.append(("calibration.pairs", calibration.pairs.table))
    }
    try ClassifierFile.write(text, architecture: architecture, tensors, to: url)
  }

  /// Reads a classifier that ``save(to:as:selfContained:)`` wrote. Its answers are those of the one that was saved, to
  /// the last bit on a machine of the same kind, unless its weights were rounded.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier(
  ///   contentsOf: url, model: try makeNetwork())
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - model: A network of the same architecture, whose weights are replaced; it need not be trained.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged, is no classifier or
  ///   one of another version, or is that of another network: one with other parameters, another
  ///   input, distance or activation, or one that makes something else of an image.
  public convenience init(
    contentsOf url: URL, model: Siamese<Leg>
  ) throws(FileProblem) {
    try self.init(try ClassifierFile(contentsOf: url), model)
  }

  convenience init(
    _ file: ClassifierFile, _ model: Siamese<Leg>
  ) throws(FileProblem) {
    var file = file
    let model = try file.takeNetwork(like: model)
    let (state, places) = try file.takeState(embeddingSize: model.embeddingSize)
    try file.requireNothingLeft()
    let text = file.text
    guard text.views > 0 else { throw file.refusal("\(text.views) views", "at least one") }
    if let size = text.preprocessing?.imageShape, size != model.input {
      throw file.refusal("a preprocessing to \(size)", "one to the network's input, \(model.input)")
    }
    self.init(
      Views(model, text.views, augmentation: text.augmentation), state, places,
      preprocessing: text.preprocessing, recipe: text.recipe, metadata: text.metadata)
  }
}

extension ClassifierFile {
  /// The network with the weights of the file.
  fileprivate mutating func takeNetwork<Leg: Layer>(
    like network: Siamese<Leg>
  ) throws(FileProblem) -> Siamese<Leg> {
    try require("the input", "\(text.input)", is: "\(network.input)")
    try require("the distance", text.distance, is: network.distance.name)
    try require("the activation", text.activation, is: network.head.activation.name)
    var network = network
    let expected = network.values
    var tensors: [Tensor] = []
    for (path, value) in zip(expected.paths, expected.tensors) {
      tensors.append(try take("model.\(path)", value.shape))
    }
    network.values = ParameterValues(paths: expected.paths, tensors: tensors)
    let found = ModelProbe(
      embeddings: try take("probe.embeddings", [2, network.embeddingSize]),
      verdict: try take("probe.verdict", [2]))
    guard ModelProbe(of: network).agrees(with: found) else {
      throw refusal(
        "other embeddings of the same images, with the same weights",
        "the network that was saved: its layers differ in something other than their weights")
    }
    return network
  }

  /// The enrolled classes, the thresholds and the calibration.
  fileprivate mutating func takeState(
    embeddingSize size: Int
  ) throws(FileProblem) -> (ClassifierState, ClassPlaces) {
    guard Set(text.labels).count == text.labels.count, !text.labels.contains("") else {
      throw refusal("labels \(text.labels)", "labels that differ, none of them empty")
    }
    var enrolled = EnrolledClasses(rule: text.shotRule)
    var places = ClassPlaces(capacity: text.labels.count)
    for (index, label) in text.labels.enumerated() {
      let embeddings = try take("enrolled.\(index)", "[shots, \(size)]") {
        $0.rank == 2 && $0[0] > 0 && $0[1] == size
      }
      enrolled.add([(label, embeddings)], places: &places)
    }
    let thresholds = try take("thresholds", [2]).scalars
    let state = ClassifierState(
      enrolled: enrolled, rejectionThreshold: thresholds[0],
      verificationThreshold: thresholds[1], calibration: try takeCalibration())
    return (state, places)
  }

  private mutating func takeCalibration() throws(FileProblem) -> ClassifierCalibration? {
    guard let settings = text.calibration else { return nil }
    let trials = try takeScores("calibration.trials")
    let pairs = try takeScores("calibration.pairs")
    do {
      return try ClassifierCalibration(settings, trials: trials, pairs: pairs)
    } catch {
      throw refusal("\(error)", "scores of a calibration")
    }
  }

  private mutating func takeScores(_ name: String) throws(FileProblem) -> Verification {
    let table = try take(name, "[2, scores]") { $0.rank == 2 && $0[0] == 2 && $0[1] > 0 }
    return Verification(scores: table[0].scalars, isSame: table[1].scalars.map { $0 > 0.5 })
  }
}

extension Verification {
  /// The scores, and below each 1 for one class or 0 for two: `[2, pairs]`.
  fileprivate var table: Tensor {
    .stacked([Tensor(scores), Tensor(isSame.map { $0 ? 1 : 0 })])
  }
}
