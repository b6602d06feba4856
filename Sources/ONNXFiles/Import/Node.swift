import Foundation

/// A node of a graph, whose inputs and outputs are numbers of values.
struct Node: Sendable {
  let name: String
  /// The operator.
  let type: String
  /// The version of the operators that the file was written for.
  let version: Int
  let attributes: Attributes
  /// Nil where an input is left out.
  let inputs: [Int?]
  /// Nil where nothing takes an output.
  let outputs: [Int?]
  /// The inputs that are known when the file is read.
  let constants: [Value?]
  /// Where other files lie that a constant may be in.
  let folder: URL?

  /// How messages call it.
  var place: String { Self.place(name: name, type: type) }

  static func place(name: String, type: String) -> String {
    name.isEmpty ? "a node of \(type)" : "node \(name) (\(type))"
  }

  /// An input that is known when the file is read; nil if it is left out or computed.
  func constant(_ index: Int) -> Value? {
    constants.indices.contains(index) ? constants[index] : nil
  }

  /// Whether there is such an input.
  func has(_ index: Int) -> Bool { inputs.indices.contains(index) && inputs[index] != nil }

  /// Refuses a node of which more outputs are taken than it has.
  func refuseOutputs(beyond count: Int) throws {
    guard outputs.dropFirst(count).allSatisfy({ $0 == nil }) else {
      throw GraphProblem(
        expected: "a node with at most \(count) outputs", found: "one with \(outputs.count)")
    }
  }

  /// Refuses a node whose output at `index` something takes.
  func refuseOutput(_ index: Int, _ what: String) throws {
    guard outputs.count > index, outputs[index] != nil else { return }
    throw GraphProblem(expected: "no use of \(what)", found: "an output of it that is taken")
  }
}

/// The values that a node takes, by their place among its inputs.
extension [Value?] {
  /// An input that may be left out.
  func optional(_ index: Int) -> Value? { indices.contains(index) ? self[index] : nil }

  func value(_ index: Int) throws -> Value {
    guard let value = optional(index) else {
      throw GraphProblem(expected: "\(index + 1) inputs or more", found: "none at \(index)")
    }
    return value
  }

  func floats(_ index: Int) throws -> Arranged {
    guard case .floats(let floats) = try value(index) else {
      throw GraphProblem(expected: "floats as input \(index)", found: "integers")
    }
    return floats
  }

  func optionalFloats(_ index: Int) throws -> Arranged? {
    optional(index) == nil ? nil : try floats(index)
  }

  func integers(_ index: Int) throws -> Integers {
    guard case .integers(let integers) = try value(index) else {
      throw GraphProblem(expected: "integers as input \(index)", found: "floats")
    }
    return integers
  }

  func optionalIntegers(_ index: Int) throws -> Integers? {
    optional(index) == nil ? nil : try integers(index)
  }

  /// The only scalar of an input.
  func scalar(_ index: Int) throws -> Float? {
    guard let value = optional(index) else { return nil }
    guard value.count == 1 else {
      throw GraphProblem(
        expected: "one scalar as input \(index)", found: "a tensor of shape \(value.shape)")
    }
    return value.tensor.scalars[0]
  }
}
