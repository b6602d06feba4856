import Foundation
import Tensor
import Testing
import Training

/// Numbers that Keras, PyTorch or SciPy computed: one file of `Tests/Fixtures`.
///
/// `Tests/Fixtures/make_fixtures.py` makes them and says how they are laid out.
public struct Fixture: Sendable, CustomTestStringConvertible {
  /// The subject and the case: `Conv2D/same`.
  public let name: String
  private let file: Safetensors

  /// Where the fixtures are.
  public static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  /// The file `<name>.safetensors`; a missing one stops the tests.
  public init(_ name: String) {
    self.name = name
    do {
      file = try Safetensors(contentsOf: Self.folder.appending(path: "\(name).safetensors"))
    } catch {
      fatalError("Fixture: \(error); Tests/Fixtures/make_fixtures.py makes it")
    }
  }

  /// Every case of a subject whose name starts with `prefix`, in alphabetical order.
  public static func cases(of subject: String, startingWith prefix: String = "") -> [Fixture] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder.appending(path: subject), includingPropertiesForKeys: nil)
    let names = (files ?? []).map { $0.deletingPathExtension().lastPathComponent }
      .filter { $0.hasPrefix(prefix) }.sorted()
    precondition(
      !names.isEmpty,
      "Fixture: no case \(prefix)… of \(subject) in \(folder.path(percentEncoded: false))")
    return names.map { Fixture("\(subject)/\($0)") }
  }

  /// Whether there is a tensor of this name.
  public func contains(_ tensor: String) -> Bool { file[tensor] != nil }

  /// The tensor of this name; a missing one stops the tests.
  public subscript(tensor: String) -> Tensor {
    guard let found = file[tensor] else { fatalError("Fixture \(name): no tensor \(tensor)") }
    return found
  }

  /// The setting of this name; a missing one stops the tests.
  public func text(_ setting: String) -> String {
    guard let found = file.metadata[setting] else {
      fatalError("Fixture \(name): no setting \(setting)")
    }
    return found
  }

  /// The setting of this name as a number, `missing` (default: stops the tests) where it is missing.
  public func number(_ setting: String, or missing: Float? = nil) -> Float {
    if let missing, file.metadata[setting] == nil { return missing }
    guard let number = Float(text(setting)) else {
      fatalError("Fixture \(name): setting \(setting) is no number: \(text(setting))")
    }
    return number
  }

  /// The setting of this name as an integer.
  public func integer(_ setting: String) -> Int { Int(number(setting)) }

  /// The case, as test reports show it.
  public var testDescription: String { name }
}
