import Autograd
import Layers
import Tensor

/// A graph that was read: what is computed, in order.
final class Graph: Sendable {
  /// An input or an output, and its place among the values.
  struct Port: Sendable {
    let name: String
    let place: Int
    /// The sizes that the file declares, nil where any will do; nil if it declares none.
    let declared: [Int?]?
    let type: ElementType
  }

  /// A tensor that training may change.
  struct ParameterPlace: Sendable {
    let name: String
    let place: Int
    let order: [Int]
  }

  /// Nodes that are computed together: one, or several whose layers follow each other.
  struct Step: Sendable {
    var nodes: [PlannedNode]
    /// The values that nothing takes afterward.
    var lastUses: [Int] = []
  }

  /// A node and what it does.
  struct PlannedNode: Sendable {
    let node: Node
    let action: Action
  }

  let inputs: [Port]
  let outputs: [Port]
  let parameters: [ParameterPlace]
  let constants: [(place: Int, value: Value)]
  let steps: [Step]
  let valueCount: Int
  /// A node whose result has a shape that the numbers of an input decide; nil if there is none.
  let shapedByNumbers: String?

  init(_ reader: GraphReader) {
    inputs = reader.inputs
    outputs = reader.outputs
    parameters = reader.parameters
    constants = reader.constants.map { ($0.key, $0.value) }
    steps = reader.steps
    valueCount = reader.valueCount
    shapedByNumbers = reader.shapedByNumbers
  }
}

extension Graph {
  /// The outputs for inputs in the order of ``inputs``.
  ///
  /// - Parameter isChecking: Whether layers are asked if their input fits before they get it.
  func outputs(
    for values: [Value], with parameters: [Parameter], isChecking: Bool
  ) throws -> [Value] {
    var memory = [Value?](repeating: nil, count: valueCount)
    for (place, value) in constants { memory[place] = value }
    for (slot, parameter) in zip(self.parameters, parameters) {
      var value = Arranged(parameter.value, order: slot.order)
      value.parameter = parameter
      memory[slot.place] = .floats(value)
    }
    for (port, value) in zip(inputs, values) { memory[port.place] = value }
    for step in steps {
      try step.run(&memory, isChecking: isChecking)
      for place in step.lastUses { memory[place] = nil }
    }
    return try outputs.map { port in
      guard let value = memory[port.place] else {
        throw GraphProblem(expected: "a value for \"\(port.name)\"", found: "none")
      }
      return value
    }
  }
}

extension Graph.Step {
  fileprivate func run(_ memory: inout [Value?], isChecking: Bool) throws {
    // Layers that are waiting to be computed together.
    var waiting: [Graph.PlannedNode] = []
    var layers: [any Layer] = []
    func flush(_ memory: inout [Value?]) throws {
      guard let first = waiting.first, let last = waiting.last else { return }
      let inputs = first.inputs(from: memory)
      do {
        let value = try computed(
          layers, of: inputs.floats(0), inAnyOrder: waiting.allSatisfy(\.action.takesAnyOrder),
          nodes: waiting, isChecking: isChecking)
        try last.node.refuseOutputs(beyond: 1)
        if let place = last.node.outputs.first ?? nil { memory[place] = .floats(value) }
      } catch {
        throw GraphProblem(error, at: first.node.place)
      }
      (waiting, layers) = ([], [])
    }
    for planned in nodes {
      do {
        if let layer = try planned.action.layer?(planned.inputs(from: memory)) {
          waiting.append(planned)
          layers.append(layer)
          continue
        }
      } catch {
        throw GraphProblem(error, at: planned.node.place)
      }
      try flush(&memory)
      try planned.run(&memory)
    }
    try flush(&memory)
  }

  private func computed(
    _ layers: [any Layer], of input: Arranged, inAnyOrder: Bool, nodes: [Graph.PlannedNode],
    isChecking: Bool
  ) throws -> Arranged {
    let order = inAnyOrder ? input.order : Arranged.channelsLast(input.rank)
    let tensor = input.arranged(order)
    if isChecking && !inAnyOrder {
      guard tensor.rank >= 1 else {
        throw GraphProblem(expected: "a batch", found: "a scalar")
      }
      var shape = tensor.shape.droppingFirst
      for (layer, planned) in zip(layers, nodes) {
        do {
          var layer = layer
          shape = try layer.build(for: shape)
          _ = try Dimensions.shape(shape.dimensions)
        } catch {
          throw GraphProblem(error, at: planned.node.place)
        }
      }
    }
    return Arranged(
      layers.count == 1 ? layers[0](tensor) : Sequential(layers)(tensor), order: order)
  }
}

extension Graph.PlannedNode {
  fileprivate func inputs(from memory: [Value?]) -> [Value?] {
    node.inputs.map { place in place.flatMap { memory[$0] } }
  }

  /// Computes the node by itself.
  fileprivate func run(_ memory: inout [Value?]) throws {
    do {
      guard let function = action.function else {
        throw GraphProblem(expected: "inputs that \(node.type) takes here", found: "others")
      }
      let values = try function(inputs(from: memory))
      try node.refuseOutputs(beyond: values.count)
      for (place, value) in zip(node.outputs, values) {
        if let place { memory[place] = value }
      }
    } catch {
      throw GraphProblem(error, at: node.place)
    }
  }

  /// The outputs, if all inputs are known.
  func folded() throws -> [Value]? {
    var memory: [Value?] = node.constants
    let outputs = node.outputs.indices.map { node.constants.count + $0 }
    let alone = Graph.PlannedNode(
      node: node.renumbered(
        inputs: node.inputs.indices.map { node.inputs[$0] == nil ? nil : $0 },
        outputs: outputs), action: action)
    memory += Array(repeating: nil, count: outputs.count)
    try Graph.Step(nodes: [alone]).run(&memory, isChecking: true)
    let values = outputs.prefix { memory[$0] != nil }.map { memory[$0]! }
    return values.count == outputs.count ? values : nil
  }
}

extension Node {
  fileprivate func renumbered(inputs: [Int?], outputs: [Int?]) -> Node {
    Node(
      name: name, type: type, version: version, attributes: attributes, inputs: inputs,
      outputs: outputs, constants: constants, folder: folder)
  }
}
