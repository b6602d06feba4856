import Foundation
import NIOConcurrencyHelpers
import OneShot

/// Where a recogniser's thresholds are from.
enum ThresholdSource: String, Sendable, Codable {
  case network
  case enrolled
  case given
}

/// Classes that can be enrolled and recognized under one name. What it answers is from memory; the
/// database holds the same.
final class Recognizer: Sendable {
  let name: String
  /// Of its row in the database.
  let id: Int64
  let network: ServedNetwork
  let classifier: OneShotClassifier<Sequential>
  private let state: NIOLockedValueBox<State>

  private struct State: Sendable {
    var catalog: Catalog
    var source: ThresholdSource
  }

  init(
    _ name: String, id: Int64, network: ServedNetwork,
    classifier: OneShotClassifier<Sequential>, catalog: Catalog = Catalog(),
    source: ThresholdSource = .network
  ) {
    self.name = name
    self.id = id
    self.network = network
    self.classifier = classifier
    state = NIOLockedValueBox(State(catalog: catalog, source: source))
  }

  var catalog: Catalog { state.withLockedValue { $0.catalog } }
  var thresholdSource: ThresholdSource { state.withLockedValue { $0.source } }

  /// Remembers what the database has from now on. The number of the class's examples.
  func remember(_ example: Catalog.Example, of label: String, _ embedding: Tensor) throws -> Int {
    try classifier.enroll(embeddings: [(label, embedding)])
    return state.withLockedValue { $0.catalog.add(example, to: label) }
  }

  /// Forgets what the database no longer has.
  func forget(_ label: String) throws {
    try classifier.remove(label)
    state.withLockedValue { $0.catalog.remove(label) }
  }

  /// Forgets one example.
  func forget(_ id: Int64, of label: String) throws {
    if let place = state.withLockedValue({ $0.catalog.remove(id, from: label) }) {
      try classifier.remove(label, example: place)
    }
  }

  /// Forgets all classes.
  func forgetAll() throws {
    try classifier.removeAll()
    state.withLockedValue { $0.catalog = Catalog() }
  }

  /// Decides with other thresholds from now on.
  func decide(by thresholds: Thresholds) {
    classifier.rejectionThreshold = thresholds.rejection ?? -.infinity
    classifier.verificationThreshold = thresholds.verification
    state.withLockedValue { $0.source = thresholds.source }
  }

  var thresholds: Thresholds { Thresholds(of: classifier, source: thresholdSource) }
}

/// By what scores a recogniser decides.
struct Thresholds: Sendable, Equatable {
  /// The least score of the best class; nil for none.
  var rejection: Float?
  /// The least score of two pictures of one class.
  var verification: Float
  var source: ThresholdSource

  init(rejection: Float?, verification: Float, source: ThresholdSource) {
    (self.rejection, self.verification, self.source) = (rejection, verification, source)
  }

  init(of classifier: OneShotClassifier<Sequential>, source: ThresholdSource) {
    let rejection = classifier.rejectionThreshold
    self.init(
      rejection: rejection.isFinite ? rejection : nil,
      verification: classifier.verificationThreshold, source: source)
  }
}
