import Foundation

/// The settings of a node, read by name; those that are not there have a default.
struct Attributes: Sendable {
  private let stored: [String: ONNXAttributeProto]

  init(_ attributes: [ONNXAttributeProto]) throws {
    stored = try Dictionary(attributes.map { ($0.name, $0) }) { first, _ in
      throw GraphProblem(expected: "attributes that differ", found: "another \(first.name)")
    }
  }

  /// Whether there is one of this name.
  func contains(_ name: String) -> Bool { stored[name] != nil }

  func float(_ name: String, or missing: Float) throws -> Float {
    try read(name, 1, "a float") { $0.f } ?? missing
  }

  func int(_ name: String, or missing: Int) throws -> Int { try int(name) ?? missing }

  func int(_ name: String) throws -> Int? { try read(name, 2, "an integer") { Int($0.i) } }

  func ints(_ name: String) throws -> [Int]? {
    try read(name, 7, "integers") { $0.ints.map { Int($0) } }
  }

  func floats(_ name: String) throws -> [Float]? { try read(name, 6, "floats") { $0.floats } }

  func string(_ name: String, or missing: String) throws -> String {
    try read(name, 3, "text") { String(decoding: $0.s, as: UTF8.self) } ?? missing
  }

  func tensor(_ name: String) throws -> ONNXTensorProto? { try read(name, 4, "a tensor") { $0.t } }

  /// Numbers of pixels, as many as `count`: at least `least`, and none that no image has.
  func sizes(_ name: String, count: Int, atLeast least: Int) throws -> [Int]? {
    guard let sizes = try ints(name), !sizes.isEmpty else { return nil }
    guard sizes.count == count, sizes.allSatisfy({ (least...1 << 24).contains($0) }) else {
      throw GraphProblem(
        expected: "\(name) of \(count) numbers from \(least)", found: "\(sizes)")
    }
    return sizes
  }

  private func read<Result>(
    _ name: String, _ type: Int32, _ kind: String, _ value: (ONNXAttributeProto) -> Result
  ) throws -> Result? {
    guard let attribute = stored[name] else { return nil }
    // Files of the first versions do not state the type.
    guard attribute.type == type || attribute.type == 0 else {
      throw GraphProblem(
        expected: "attribute \(name) to be \(kind)", found: "one of type \(attribute.type)")
    }
    return value(attribute)
  }
}
