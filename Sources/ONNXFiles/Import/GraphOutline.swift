import Foundation

/// Which nodes of a stored graph lead to the outputs that are wanted, and in which order they are computed.
struct GraphOutline {
  /// Positions of nodes, each after those that it takes values from.
  private(set) var order: [Int] = []
  /// How many nodes and outputs take each value.
  private(set) var uses: [String: Int] = [:]
  /// The initializers by their names.
  private(set) var initializers: [String: ONNXTensorProto] = [:]
  /// Their names in the order of the file, copies last.
  private(set) var names: [String] = []

  private let graph: ONNXGraphProto
  private var producers: [String: Int] = [:]
  private var inputs: Set<String> = []

  /// - Parameter outputs: The names of the wanted values.
  init(_ graph: ONNXGraphProto, outputs: [String]) throws {
    self.graph = graph
    try readNames()
    var wanted: Set<Int> = []
    var open: [(name: String, taker: ONNXNodeProto?)] = outputs.map { ($0, nil) }
    for output in outputs { uses[output, default: 0] += 1 }
    while let (name, taker) = open.popLast() {
      guard let node = producers[name] else {
        guard inputs.contains(name) || initializers[name] != nil else {
          throw GraphProblem(
            expected: "a tensor \"\(name)\" that a node, an input or an initializer gives",
            found: "none", at: taker.map { Node.place(name: $0.name, type: $0.opType) })
        }
        continue
      }
      guard wanted.insert(node).inserted else { continue }
      for input in graph.node[node].input where !input.isEmpty {
        uses[input, default: 0] += 1
        open.append((input, graph.node[node]))
      }
    }
    try sort(wanted)
  }

  private mutating func readNames() throws {
    guard !graph.hasSparseInitializers else {
      throw GraphProblem(expected: "dense initializers", found: "sparse ones")
    }
    for tensor in graph.initializer {
      guard initializers.updateValue(tensor, forKey: tensor.name) == nil else {
        throw GraphProblem(
          expected: "initializers with names that differ", found: "another \"\(tensor.name)\"")
      }
      names.append(tensor.name)
    }
    inputs = Set(graph.input.map(\.name))
    for (index, node) in graph.node.enumerated() {
      if copyInitializer(node) { continue }
      for output in node.output where !output.isEmpty {
        guard producers.updateValue(index, forKey: output) == nil, !inputs.contains(output),
          initializers[output] == nil
        else {
          throw GraphProblem(
            expected: "one source for each tensor", found: "several for \"\(output)\"",
            at: Node.place(name: node.name, type: node.opType))
        }
      }
    }
  }

  /// Takes a copy of an initializer as another one: PyTorch writes equal parameters once, and the others
  /// as copies under their own names.
  private mutating func copyInitializer(_ node: ONNXNodeProto) -> Bool {
    guard node.opType == "Identity", node.input.count == 1, node.output.count == 1,
      var tensor = initializers[node.input[0]], initializers[node.output[0]] == nil
    else { return false }
    tensor.name = node.output[0]
    initializers[tensor.name] = tensor
    names.append(tensor.name)
    return true
  }

  /// Puts nodes in order, as Kahn did.
  private mutating func sort(_ wanted: Set<Int>) throws {
    var missing: [Int: Int] = [:]
    var followers: [Int: [Int]] = [:]
    for node in wanted {
      let sources = Set(graph.node[node].input.compactMap { producers[$0] })
      missing[node] = sources.count
      for source in sources { followers[source, default: []].append(node) }
    }
    var ready = wanted.filter { missing[$0] == 0 }.sorted(by: >)
    while let node = ready.popLast() {
      order.append(node)
      for follower in (followers[node] ?? []).sorted(by: >) {
        missing[follower]! -= 1
        if missing[follower] == 0 { ready.append(follower) }
      }
    }
    guard order.count == wanted.count else {
      let stuck = graph.node[cycle(in: wanted.subtracting(order))]
      throw GraphProblem(
        expected: "nodes without a cycle", found: "one",
        at: Node.place(name: stuck.name, type: stuck.opType))
    }
  }

  /// A node of a cycle among nodes that all wait for others of them.
  private func cycle(in nodes: Set<Int>) -> Int {
    var seen: Set<Int> = []
    var node = nodes.min()!
    while seen.insert(node).inserted {
      node = graph.node[node].input.lazy.compactMap { producers[$0] }.first(where: nodes.contains)!
    }
    return node
  }

  /// Throws if a node's operator is not known, naming all such.
  func requireKnown(_ operators: [String: Operator]) throws {
    var unknown: [String: [String]] = [:]
    for node in order.map({ graph.node[$0] }) {
      let isOurs = ["", "ai.onnx"].contains(node.domain)
      if isOurs && operators[node.opType] != nil { continue }
      let type = isOurs ? node.opType : "\(node.domain).\(node.opType)"
      unknown[type, default: []].append(node.name.isEmpty ? "without a name" : node.name)
    }
    if unknown.isEmpty { return }
    let list = unknown.sorted { $0.key < $1.key }.map { type, nodes in
      let others = nodes.count > 3 ? " and \(nodes.count - 3) more" : ""
      return "\(type) (\(nodes.prefix(3).joined(separator: ", "))\(others))"
    }
    throw GraphProblem(
      expected: "operators that ONNXFiles knows", found: list.joined(separator: ", "))
  }
}
