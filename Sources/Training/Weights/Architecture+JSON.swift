import Foundation
import Layers

extension Architecture {
  /// No text is longer that is read as an architecture.
  private static var longest: Int { 1 << 22 }

  /// The architecture as text, the same for equal ones.
  ///
  /// ```swift
  /// try Architecture(leg, input: [28, 28, 1]).json()
  /// // {"input":[28,28,1],"layer":{"Sequential":[{"Conv2D":…
  /// ```
  ///
  /// - Throws: `ArchitectureError` naming the layer that cannot be described.
  public func json() throws(ArchitectureError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      throw ArchitectureError(error)
    }
  }

  /// Reads what `json()` wrote; the layer is not built yet.
  ///
  /// - Parameters:
  ///   - json: The text.
  ///   - catalog: The kinds of layers that are known; default those of this library.
  /// - Throws: `ArchitectureError` if it describes no model, or one with a layer that is not known.
  public init(json: String, catalog: LayerCatalog = .standard) throws(ArchitectureError) {
    guard json.utf8.count <= Self.longest else {
      throw ArchitectureError(
        found: "\(json.utf8.count) bytes", expected: "at most \(Self.longest) bytes of text")
    }
    let decoder = JSONDecoder()
    decoder.userInfo[LayerCatalog.key] = catalog
    do {
      self = try decoder.decode(Architecture.self, from: Data(json.utf8))
    } catch {
      throw ArchitectureError(error)
    }
  }
}

extension ArchitectureError {
  /// What an encoder or a decoder threw.
  fileprivate init(_ error: any Error) {
    func problem(_ context: DecodingError.Context, _ found: String?) -> ArchitectureError {
      ArchitectureError(
        found: found ?? context.debugDescription, expected: "the description of a layer",
        at: Architecture.path(context.codingPath))
    }
    switch error {
    case let error as ArchitectureError: self = error
    case DecodingError.keyNotFound(let key, let context):
      self = problem(context, "nothing for \(key.stringValue)")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      self = problem(context, nil)
    case EncodingError.invalidValue(let value, let context):
      self.init(
        found: "\(value)", expected: "a setting that can be written down",
        at: Architecture.path(context.codingPath))
    default: self.init(found: "\(error)", expected: "the description of a layer")
    }
  }
}
