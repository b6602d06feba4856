import Basics
import Files
import Foundation
import Layers
import Tensor

extension OneShotClassifier {
  /// The text that was saved along with a classifier, read without its network: what tells the network
  /// that `init(contentsOf:model:)` needs.
  ///
  /// - Parameter url: A file that `save(to:)` wrote.
  /// - Throws: ``FileProblem`` where it cannot be read, is damaged or holds no classifier.
  public static func metadata(ofFile url: URL) throws(FileProblem) -> [String: String] {
    try ClassifierFile(contentsOf: url).text.metadata
  }

  /// Writes the network, the enrolled classes, the thresholds, the calibration, the options and the
  /// metadata to one `.safetensors` file, all of it or nothing, with a checksum.
  ///
  /// - Parameter url: The file; written under a temporary name first.
  /// - Throws: ``FileProblem`` where it cannot be written.
  public func save(to url: URL) throws(FileProblem) {
    let state = state
    let text = ClassifierFile.Text(
      input: siamese.input.dimensions, distance: siamese.distance.name,
      activation: siamese.head.activation.name, shotRule: shotRule, views: views,
      augmentation: augmentation, labels: state.enrolled.entries.map(\.label), metadata: metadata,
      calibration: state.calibration?.settings)
    let probe = ModelProbe(of: siamese)
    var tensors = siamese.parameters.map {
      (name: "model.\($0.path)", tensor: $0.parameter.value.detached)
    }
    tensors += state.enrolled.entries.enumerated().map {
      (name: "enrolled.\($0)", tensor: $1.embeddings)
    }
    tensors += [
      ("thresholds", Tensor([state.rejectionThreshold, state.verificationThreshold])),
      ("probe.embeddings", probe.embeddings), ("probe.verdict", probe.verdict),
    ]
    if let calibration = state.calibration {
      tensors.append(("calibration.trials", calibration.trials.table))
      tensors.append(("calibration.pairs", calibration.pairs.table))
    }
    try ClassifierFile.write(text, tensors, to: url)
  }

  /// Reads a classifier that ``save(to:)`` wrote. Its answers are those of the one that was saved, to
  /// the last bit on a machine of the same kind.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier(contentsOf: url, model: try makeNetwork())
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - model: A network of the same architecture, whose weights are replaced; it need not be trained.
  /// - Throws: ``FileProblem`` where the file cannot be read, is damaged, is no classifier or
  ///   one of another version, or is that of another network: one with other parameters, another
  ///   input, distance or activation, or one that makes something else of an image.
  public convenience init(
    contentsOf url: URL, model: Siamese<Leg>
  ) throws(FileProblem) {
    var file = try ClassifierFile(contentsOf: url)
    let model = try file.takeNetwork(like: model)
    let state = try file.takeState(embeddingSize: model.embeddingSize)
    try file.requireNothingLeft()
    let text = file.text
    guard text.views > 0 else { throw file.refusal("\(text.views) views", "at least one") }
    self.init(
      ImageEmbedder(siamese: model, views: text.views, augmentation: text.augmentation), state,
      shotRule: text.shotRule, metadata: text.metadata)
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
    var values: [Tensor] = []
    for (path, parameter) in network.parameters {
      values.append(try take("model.\(path)", parameter.value.shape))
    }
    var index = 0
    network.forEachParameter { _, parameter in
      parameter.value = values[index]
      index += 1
    }
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
  ) throws(FileProblem) -> ClassifierState {
    guard Set(text.labels).count == text.labels.count, !text.labels.contains("") else {
      throw refusal("labels \(text.labels)", "labels that differ, none of them empty")
    }
    var entries: [EnrolledClasses.Entry] = []
    for (index, label) in text.labels.enumerated() {
      let embeddings = try take("enrolled.\(index)", "[shots, \(size)]") {
        $0.rank == 2 && $0[0] > 0 && $0[1] == size
      }
      entries.append(EnrolledClasses.Entry(label: label, embeddings: embeddings))
    }
    let thresholds = try take("thresholds", [2]).scalars
    return ClassifierState(
      enrolled: EnrolledClasses(entries, rule: text.shotRule),
      rejectionThreshold: thresholds[0], verificationThreshold: thresholds[1],
      calibration: try takeCalibration())
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
