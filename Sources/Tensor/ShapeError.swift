/// A layer was given an input of a shape it cannot take.
public struct ShapeError: Error, Equatable, CustomStringConvertible {
  /// Where in the model, outermost first: `["leg", "2"]`.
  public var path: [String]
  /// What was found and what was expected.
  public let message: String

  /// An error at `path` (default: the model itself).
  public init(_ message: String, at path: [String] = []) {
    self.message = message
    self.path = path
  }

  /// The same error seen from the layer around: `name` is put before the path.
  public func within(_ name: String) -> ShapeError { ShapeError(message, at: [name] + path) }

  /// The path and the message: `leg.2: Dense(8) expects a vector, got [6, 6, 4]`.
  public var description: String {
    path.isEmpty ? message : "\(path.joined(separator: ".")): \(message)"
  }
}
