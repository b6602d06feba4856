import CoreMetrics
import Foundation
import GRDB
import Logging
import NIOConcurrencyHelpers
import OneShot
import ServiceRequests

/// All recognisers of the service: each change goes to the database first and to memory once it is safe.
final class Recognizers: Sendable {
  /// The one that is always there.
  static let defaultName = "default"

  let store: Store
  /// That of recognisers that brought none.
  let network: ServedNetwork
  /// Measures networks.
  let metrics: any MetricsFactory
  private let all = NIOLockedValueBox<[String: Recognizer]>([:])

  /// Reads all recognisers from the database; of those of the service's network whose embeddings are
  /// another one's, the examples are embedded anew.
  init(
    _ store: Store, network: ServedNetwork, logger: Logger, metrics: any MetricsFactory
  ) throws {
    self.store = store
    self.metrics = metrics
    self.network = network
    let names = try store.readNow { try String.fetchAll($0, sql: "SELECT name FROM recognizers") }
    if !names.contains(Self.defaultName) {
      _ = try store.changeNow { try Rows.addRecognizer(Self.defaultName, like: network, in: $0) }
    }
    let rows = try store.readNow { try Rows.recognizers(in: $0) }
    var known = [network.digest: network]
    for row in rows {
      let network = try row.own.map { try served($0, known: &known) } ?? network
      let recognizer = try Loading(row, network: network, store: store, logger: logger).recognizer()
      all.withLockedValue { $0[row.name] = recognizer }
    }
  }

  /// The network that a recogniser brought.
  private func served(
    _ digest: String, known: inout [String: ServedNetwork]
  ) throws -> ServedNetwork {
    if let network = known[digest] { return network }
    let file = try store.readNow { try Rows.network(digest, in: $0) }
    let network = try ServedNetwork(
      try Self.classifier(in: [UInt8](file)), name: "brought", metrics: metrics)
    known[digest] = network
    return network
  }

  /// The classifier in the bytes of a file.
  static func classifier(in bytes: [UInt8]) throws -> OneShotClassifier<Sequential> {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "recogniser.safetensors")
    try Data(bytes).write(to: url)
    do {
      return try OneShotClassifier(contentsOf: url)
    } catch {
      throw Problem(
        .unprocessableContent, "This is no recogniser file.", found: error.found,
        expected: error.expected)
    }
  }

  /// - Throws: ``Problem`` if there is none of this name.
  func named(_ name: String) throws(Problem) -> Recognizer {
    try Self.requireName(name)
    guard let recognizer = all.withLockedValue({ $0[name] }) else {
      throw .notFound("No recogniser has this name.", found: name)
    }
    return recognizer
  }

  /// In the order of their names.
  var list: [Recognizer] { all.withLockedValue { $0.values.sorted { $0.name < $1.name } } }

  /// The served network of a digest, if a recogniser has it.
  func network(ofDigest digest: String) -> ServedNetwork? {
    digest == network.digest ? network : list.first { $0.network.digest == digest }?.network
  }

  static func requireName(_ name: String) throws(Problem) {
    let isPossible = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isPossible, (1...64).contains(name.utf8.count) else {
      throw Problem(
        .unprocessableContent, "The name is not possible.", found: name,
        expected: "1 to 64 of a-z, 0-9 and -")
    }
  }

  /// Adds or replaces what has a name; called once the database has it.
  func put(_ recognizer: Recognizer) { all.withLockedValue { $0[recognizer.name] = recognizer } }

  func remove(_ name: String) { all.withLockedValue { $0[name] = nil } }
}

// MARK: - Classes

extension Recognizers {
  /// What enrolling an example gives.
  struct Enrollment: Sendable {
    let id: Int64
    /// The number of examples that the class has now.
    let examples: Int
  }

  /// Remembers an example.
  func enroll(
    _ label: Label, _ picture: PreparedPicture, in recognizer: Recognizer
  ) async throws -> Enrollment {
    let embedding = try await recognizer.network.embeddings(of: [picture])
    let example = Rows.Example(
      label: label.text, created: .now, picture: picture.picture, embedding: embedding)
    return try await store.change { database in
      let id = try Rows.add(example, to: recognizer.id, in: database)
      return {
        let count = try recognizer.remember(
          Catalog.Example(id: id, created: example.created), of: label.text, embedding)
        return Enrollment(id: id, examples: count)
      }
    }
  }

  /// Forgets a class.
  func remove(_ label: Label, from recognizer: Recognizer) async throws {
    try await store.change { database in
      try Rows.remove(label, from: recognizer.id, in: database)
      return { try recognizer.forget(label.text) }
    }
  }

  /// Forgets an example, and with its last one the class.
  func remove(_ id: Int64, of label: Label, from recognizer: Recognizer) async throws {
    try await store.change { database in
      try Rows.remove(id, of: label, from: recognizer.id, in: database)
      return { try recognizer.forget(id, of: label.text) }
    }
  }

  /// Decides with other thresholds from now on.
  func decide(by thresholds: Thresholds, in recognizer: Recognizer) async throws {
    try await store.change { database in
      try Rows.set(thresholds, of: recognizer.id, in: database)
      return { recognizer.decide(by: thresholds) }
    }
  }
}
