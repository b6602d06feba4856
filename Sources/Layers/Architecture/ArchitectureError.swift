/// A layer that cannot be described, or a description that is of no layer.
///
///     3.activation: expected an activation of this library, found Activation "mish"
public struct ArchitectureError: Error, Equatable, CustomStringConvertible {
  /// Where in the model, outermost first: `["3", "activation"]`.
  public var path: [String]
  /// What was found.
  public let found: String
  /// What should be there.
  public let expected: String

  /// A problem at `path` (default: the layer itself).
  public init(found: String, expected: String, at path: [String] = []) {
    self.path = path
    self.found = found
    self.expected = expected
  }

  /// The same problem seen from the layers around: `names` are put before the path.
  public func within(_ names: [String]) -> ArchitectureError {
    ArchitectureError(found: found, expected: expected, at: names + path)
  }

  /// The path, what was expected and what was found.
  public var description: String {
    (path.isEmpty ? "" : "\(path.joined(separator: ".")): ")
      + "expected \(expected), found \(found)"
  }
}

extension ArchitectureError {
  /// The largest size that a form may state: what files say is not to be believed.
  public static let largestSize = 1 << 24

  /// Throws for the first size of a form that is not between its smallest value and ``largestSize``.
  ///
  /// ```swift
  /// try ArchitectureError.check(("units", form.units, 1))
  /// ```
  ///
  /// - Parameter sizes: Name, value and smallest value of each.
  public static func check(
    _ sizes: (name: String, found: Int, smallest: Int)...
  ) throws(ArchitectureError) {
    for size in sizes where !(size.smallest...largestSize).contains(size.found) {
      throw ArchitectureError(
        found: "\(size.name) \(size.found)", expected: "\(size.smallest) to \(largestSize)")
    }
  }

  /// Throws if a number of a form is not within a range.
  public static func check(
    _ name: String, _ found: Float, in range: some RangeExpression<Float>
  ) throws(ArchitectureError) {
    guard range.contains(found), found.isFinite else {
      throw ArchitectureError(found: "\(name) \(found)", expected: "one in \(range)")
    }
  }
}
