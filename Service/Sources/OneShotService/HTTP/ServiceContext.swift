import Foundation
import Hummingbird

/// What the service keeps of a request while it answers it.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage

  init(source: Source) { coreContext = .init(source: source) }

  var responseEncoder: JSONEncoder { .service }
}

extension JSONEncoder {
  /// Writes JSON as the service answers it.
  static var service: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }
}
