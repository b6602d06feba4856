import HTTPTypes
import Hummingbird
import OneShot

/// Says how the service is.
struct StatusRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.get, "/health") { request, context in
      let recognizer = try service.recognizer(of: context)
      let catalog = recognizer.catalog
      return try .json(
        Health(
          recogniser: recognizer.name, network: recognizer.network.name,
          classes: catalog.classes.count, examples: catalog.exampleCount,
          readOnly: service.access.isReadOnly, tokenNeeded: service.access.token != nil,
          threshold: recognizer.thresholds.rejection))
    }
  }

  private struct Health: Encodable {
    let status = "ok"
    let recogniser: String
    let network: String
    let classes: Int
    let examples: Int
    let readOnly: Bool
    let tokenNeeded: Bool
    let threshold: Float?

    private enum Key: CodingKey {
      case status, recogniser, network, classes, examples, readOnly, tokenNeeded, threshold
    }

    /// A threshold that is not there is written as null.
    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(status, forKey: .status)
      try values.encode(recogniser, forKey: .recogniser)
      try values.encode(network, forKey: .network)
      try values.encode(classes, forKey: .classes)
      try values.encode(examples, forKey: .examples)
      try values.encode(readOnly, forKey: .readOnly)
      try values.encode(tokenNeeded, forKey: .tokenNeeded)
      try values.encode(threshold, forKey: .threshold)
    }
  }
}
