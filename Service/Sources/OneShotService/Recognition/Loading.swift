import Foundation
import GRDB
import Logging
import OneShot
import ServiceRequests

/// Brings a recogniser from the database to memory.
struct Loading {
  let row: Rows.Recognizer
  let network: ServedNetwork
  let store: Store
  let logger: Logger

  init(_ row: Rows.Recognizer, network: ServedNetwork, store: Store, logger: Logger) {
    (self.row, self.network, self.store, self.logger) = (row, network, store, logger)
  }

  func recognizer() throws -> Recognizer {
    var row = row
    if row.digest != network.digest {
      try embedAnew()
      // They were those of another network's scores.
      row.thresholds = nil
    }
    let id = row.id
    let examples = try store.readNow { try Rows.examples(of: id, pictures: false, in: $0) }
    return try Self.recognizer(row, network: network, examples: examples)
  }

  /// A recogniser of the examples of a row.
  static func recognizer(
    _ row: Rows.Recognizer, network: ServedNetwork, examples: [(id: Int64, example: Rows.Example)]
  ) throws -> Recognizer {
    let classifier = network.base.copy()
    var catalog = Catalog()
    for (id, example) in examples {
      catalog.add(Catalog.Example(id: id, created: example.created), to: example.label)
    }
    try classifier.enroll(
      embeddings: examples.map { ($0.example.label, $0.example.embedding) })
    let recognizer = Recognizer(
      row.name, id: row.id, network: network, classifier: classifier, catalog: catalog)
    if let thresholds = row.thresholds { recognizer.decide(by: thresholds) }
    return recognizer
  }

  /// Embeds all examples by the network that the service has now, and stores that.
  private func embedAnew() throws {
    logger.notice(
      "another network: embedding examples anew",
      metadata: ["recogniser": "\(row.name)", "network": "\(network.name)"])
    let examples = try store.readNow { try Rows.examples(of: row.id, pictures: true, in: $0) }
    var embeddings: [(id: Int64, embedding: Tensor)] = []
    for start in stride(from: 0, to: examples.count, by: ServedNetwork.batchSize) {
      let part = examples[start..<min(start + ServedNetwork.batchSize, examples.count)]
      let pictures = try part.map { id, example in
        guard let picture = example.picture else {
          throw Problem(
            .conflict, "An example without its picture cannot be embedded by another network.",
            found: "example \(id) of \(example.label) in \(row.name)")
        }
        return try PreparedPicture(picture, as: network.preprocessing)
      }
      let rows = try network.embeddingsNow(of: pictures)
      for (place, (id, _)) in part.enumerated() { embeddings.append((id, rows[place..<place + 1])) }
    }
    try store.changeNow { database in
      try Rows.setEmbeddings(embeddings, of: row.id, digest: network.digest, in: database)
    }
  }
}
