import Autograd
import Foundation
import Tensor

/// Makes a ``Graph`` of a stored one.
struct GraphReader {
  private(set) var inputs: [Graph.Port] = []
  private(set) var outputs: [Graph.Port] = []
  private(set) var parameters: [Graph.ParameterPlace] = []
  /// The first values of the parameters.
  private(set) var values: [Parameter] = []
  private(set) var constants: [Int: Value] = [:]
  private(set) var steps: [Graph.Step] = []
  /// A node whose result has a shape that the numbers of an input decide; nil if there is none.
  private(set) var shapedByNumbers: String?

  private let graph: ONNXGraphProto
  private let outline: GraphOutline
  private let folder: URL?
  private let version: Int
  private var places: [String: Int] = [:]
  private var names: [String] = []
  /// The values that depend on the numbers of inputs, and not on their shapes alone.
  private var dependent: Set<Int> = []

  var valueCount: Int { names.count }

  /// - Parameters:
  ///   - model: The stored model.
  ///   - output: The only output that is wanted, by name; nil for all that the file names.
  ///   - folder: Where other files lie that hold scalars; nil if there are none.
  init(_ model: ONNXModelProto, output: String?, folder: URL?) throws {
    graph = model.graph
    self.folder = folder
    version = try Self.version(of: model)
    let wanted = output.map { [$0] } ?? graph.output.map(\.name)
    guard !wanted.isEmpty else {
      throw GraphProblem(expected: "a graph with an output", found: "none")
    }
    outline = try GraphOutline(graph, outputs: wanted)
    try outline.requireKnown(Operator.all)
    for input in graph.input where outline.initializers[input.name] == nil {
      inputs.append(try port(input))
    }
    dependent = Set(inputs.map(\.place))
    try readInitializers()
    let nodes = outline.order.map { graph.node[$0] }
    for node in KnownPatterns.joined(nodes, outline) { try add(node) }
    let declared = Dictionary(graph.output.map { ($0.name, $0) }) { first, _ in first }
    for name in wanted {
      var value = ONNXValueInfoProto()
      value.name = name
      outputs.append(try port(declared[name] ?? value))
    }
    planLastUses()
  }

  private static func version(of model: ONNXModelProto) throws -> Int {
    let imported = model.opsetImport.filter { ["", "ai.onnx"].contains($0.domain) }
    guard let version = imported.map(\.version).max(), (7...28).contains(version) else {
      throw GraphProblem(
        expected: "operators of version 7 to 28",
        found: imported.map(\.version).max().map { "version \($0)" } ?? "no version")
    }
    return Int(version)
  }

  /// The number of a value.
  private mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }

  private mutating func port(_ info: ONNXValueInfoProto) throws -> Graph.Port {
    let tensor = info.type.tensorType
    let isTyped = info.hasType && tensor.elemType != 0
    do {
      return Graph.Port(
        name: info.name, place: place(of: info.name),
        declared: tensor.hasShape
          ? tensor.shape.dim.map { dimension in
            guard case .dimValue(let size) = dimension.value, size > 0 else { return nil }
            return Int(size)
          } : nil,
        type: isTyped ? try ElementType(number: tensor.elemType) : .float)
    } catch {
      throw GraphProblem(error, at: "\"\(info.name)\"")
    }
  }

  /// Takes initializers of floats that are data as parameters, and all others as constants.
  private mutating func readInitializers() throws {
    var uses: [String: [(node: ONNXNodeProto, input: Int)]] = [:]
    for node in outline.order.map({ graph.node[$0] }) {
      for (index, name) in node.input.enumerated() where outline.initializers[name] != nil {
        uses[name, default: []].append((node, index))
      }
    }
    for name in outline.names where outline.uses[name] != nil {
      guard let tensor = outline.initializers[name] else { continue }
      do {
        let uses = uses[tensor.name] ?? []
        let isData = uses.contains { use in
          !Operator.all[use.node.opType]!.settings.contains(use.input)
        }
        let isFloat = try ElementType(number: tensor.dataType).isFloat
        let place = place(of: tensor.name)
        guard isFloat, isData, !tensor.dims.isEmpty else {
          constants[place] = try tensor.value(folder: folder)
          continue
        }
        try addParameter(tensor, at: place, uses)
      } catch {
        throw GraphProblem(error, at: "tensor \"\(tensor.name)\"")
      }
    }
  }

  private mutating func addParameter(
    _ tensor: ONNXTensorProto, at place: Int, _ uses: [(node: ONNXNodeProto, input: Int)]
  ) throws {
    let order = try uses.lazy.compactMap { use in
      try Operator.all[use.node.opType]!.orders[use.input]?(
        tensor.dims.count, try Attributes(use.node.attribute))
    }.first
    guard case .floats(let value) = try tensor.value(order: order, folder: folder) else { return }
    let isStatistic = uses.allSatisfy { use in
      Operator.all[use.node.opType]!.statistics.contains(use.input)
    }
    parameters.append(Graph.ParameterPlace(name: tensor.name, place: place, order: value.order))
    values.append(Parameter(value.tensor, role: isStatistic ? .statistic : .trainable))
  }

  /// Plans a node, or computes it at once if all that it takes is known.
  private mutating func add(_ stored: ONNXNodeProto) throws {
    do {
      let inputs = stored.input.map { $0.isEmpty ? nil : places[$0] }
      let outputs = stored.output.map { name -> Int? in
        name.isEmpty || outline.uses[name] == nil ? nil : place(of: name)
      }
      let node = Node(
        name: stored.name, type: stored.opType, version: version,
        attributes: try Attributes(stored.attribute), inputs: inputs, outputs: outputs,
        constants: inputs.map { place in place.flatMap { constants[$0] } }, folder: folder)
      let kind = Operator.all[stored.opType]!
      let planned = Graph.PlannedNode(node: node, action: try kind.action(node))
      follow(node, kind)
      if try fold(planned) { return }
      append(planned)
    } catch {
      throw GraphProblem(error, at: Node.place(name: stored.name, type: stored.opType))
    }
  }

  /// Finds out what depends on the numbers of inputs.
  private mutating func follow(_ node: Node, _ kind: Operator) {
    let taken = node.inputs.indices.filter { node.inputs[$0].map(dependent.contains) ?? false }
    if taken.isEmpty || ["Shape", "Size"].contains(node.type) { return }
    dependent.formUnion(node.outputs.compactMap(\.self))
    if taken.contains(where: kind.settings.subtracting(kind.numbers).contains) {
      shapedByNumbers = shapedByNumbers ?? node.place
    }
  }

  private mutating func fold(_ planned: Graph.PlannedNode) throws -> Bool {
    let node = planned.node
    guard zip(node.inputs, node.constants).allSatisfy({ $0 == nil || $1 != nil }) else {
      return false
    }
    do {
      let values = try Dimensions.$limit.withValue(Dimensions.whenRead) { try planned.folded() }
      guard let values else { return false }
      for (place, value) in zip(node.outputs, values) {
        if let place { constants[place] = value }
      }
      return true
    } catch let problem as GraphProblem where problem.isTooLarge {
      // It is made when it is needed.
      return false
    }
  }

  /// Adds a node to the last step if it continues its layers, and otherwise as a step of its own.
  private mutating func append(_ planned: Graph.PlannedNode) {
    if planned.action.layer != nil, let last = steps.last?.nodes.last, last.action.layer != nil,
      let place = last.node.outputs.first, let place, planned.node.inputs.first == place,
      isTakenOnce(place)
    {
      steps[steps.count - 1].nodes.append(planned)
    } else {
      steps.append(Graph.Step(nodes: [planned]))
    }
  }

  private func isTakenOnce(_ place: Int) -> Bool { outline.uses[names[place]] == 1 }

  private mutating func planLastUses() {
    var seen = Set(outputs.map(\.place)).union(constants.keys).union(parameters.map(\.place))
    for index in steps.indices.reversed() {
      let taken = steps[index].nodes.flatMap { $0.node.inputs + $0.node.outputs }.compactMap(\.self)
      steps[index].lastUses = Set(taken).subtracting(seen).sorted()
      seen.formUnion(taken)
    }
  }
}
