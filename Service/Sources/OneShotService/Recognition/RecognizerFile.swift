import CoreMetrics
import Foundation
import OneShot
import ServiceRequests

/// A recogniser as a file: a classifier of the library, whose metadata keep the pictures of its examples.
struct RecognizerFile: Sendable {
  /// What the file has for each example beside its embedding.
  private struct Note: Codable {
    var created: Date
    /// Nil if there is none.
    var picture: Data?
  }

  private static let notesKey = "examples"
  private static let sourceKey = "thresholds"

  let network: ServedNetwork
  /// The file of the network alone, for the database.
  let networkFile: [UInt8]
  let examples: [Rows.Example]
  let thresholds: Thresholds

  /// The bytes of a recogniser's file.
  static func bytes(
    of recognizer: Recognizer, examples: [Rows.Example]
  ) throws -> [UInt8] {
    let notes = Dictionary(grouping: examples, by: \.label).mapValues { examples in
      examples.map { Note(created: $0.created, picture: $0.picture.map { Data($0.bytes) }) }
    }
    let metadata = [
      notesKey: String(decoding: try JSONEncoder.service.encode(notes), as: UTF8.self),
      sourceKey: recognizer.thresholdSource.rawValue,
    ]
    let classifier = recognizer.classifier.copy(keepingClasses: false, metadata: metadata)
    try classifier.enroll(embeddings: examples.map { ($0.label, $0.embedding) })
    return try classifier.fileBytes()
  }

  /// Reads a file of this service, or any classifier that says how pictures become images.
  ///
  /// - Parameter known: A network that is served already: if the file has the same, it is taken for it.
  /// - Throws: ``Problem`` if it is no such file, or a label in it is not possible.
  init(_ bytes: [UInt8], known: ServedNetwork, metrics: any MetricsFactory) throws {
    let classifier = try Recognizers.classifier(in: bytes)
    let brought = try ServedNetwork(classifier, name: "brought", metrics: metrics)
    network = brought.digest == known.digest ? known : brought
    networkFile = try brought.base.fileBytes()
    examples = try Self.examples(of: classifier)
    let source = classifier.metadata[Self.sourceKey].flatMap(ThresholdSource.init)
    thresholds = Thresholds(of: classifier, source: source ?? .network)
  }

  private static func examples(
    of classifier: OneShotClassifier<Sequential>
  ) throws -> [Rows.Example] {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let notes = classifier.metadata[notesKey].flatMap {
      try? decoder.decode([String: [Note]].self, from: Data($0.utf8))
    }
    return try classifier.labels.flatMap { text in
      let label = try Label(text)
      let embeddings = try classifier.embeddings(of: text)
      let count = embeddings.shape[0]
      let notes = notes?[text].flatMap { $0.count == count ? $0 : nil }
      return try (0..<count).map { place in
        Rows.Example(
          label: label.text, created: notes?[place].created ?? .now,
          picture: try notes?[place].picture.map { try Picture(bytes: [UInt8]($0)) },
          embedding: embeddings[place..<place + 1])
      }
    }
  }
}

// MARK: - Making and deleting

extension Recognizers {
  /// Makes a recogniser, or puts it in the place of one of the same name.
  ///
  /// - Parameter file: Nil for an empty one with the service's network.
  /// - Returns: Whether none of that name was there.
  func put(_ name: String, _ file: RecognizerFile?) async throws -> Bool {
    let network = file.map { self.network(ofDigest: $0.network.digest) ?? $0.network } ?? network
    var thresholds = file?.thresholds
    // Thresholds that are not those of the network as it is served, whatever the file says, are given.
    if thresholds?.source == .network,
      thresholds != Thresholds(of: network.base, source: .network)
    {
      thresholds?.source = .given
    }
    return try await store.change { [self, thresholds] database in
      let wasThere = try Rows.removeRecognizer(name, in: database)
      let row = try Rows.addRecognizer(
        name, like: network, own: file?.networkFile, thresholds: thresholds, in: database)
      let examples = try (file?.examples ?? []).map { example in
        (id: try Rows.add(example, to: row.id, in: database), example: example)
      }
      let recognizer = try Loading.recognizer(row, network: network, examples: examples)
      return {
        self.put(recognizer)
        return !wasThere
      }
    }
  }

  /// Deletes a recogniser; of the one that is always there, its classes.
  func delete(_ name: String) async throws {
    let recognizer = try named(name)
    try await store.change { [self] database in
      if name == Self.defaultName {
        try Rows.removeClasses(of: recognizer.id, in: database)
        return { try recognizer.forgetAll() }
      }
      guard try Rows.removeRecognizer(name, in: database) else {
        throw Problem.notFound("No recogniser has this name.", found: name)
      }
      return { self.remove(name) }
    }
  }
}
