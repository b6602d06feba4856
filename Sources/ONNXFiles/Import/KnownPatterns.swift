/// Neighboring nodes that are one function here: SiLU, GELU, and ReLU of a sum.
struct KnownPatterns {
  private let nodes: [ONNXNodeProto]
  private let outline: GraphOutline
  private var producers: [String: ONNXNodeProto] = [:]
  /// Outputs of nodes that are parts of a function found.
  private var parts: Set<String> = []

  /// ReLU of a sum, which no file has as one node.
  static let reluOfSum = "Relu(Add)"

  /// The nodes in their order, those that were found joined.
  static func joined(_ nodes: [ONNXNodeProto], _ outline: GraphOutline) -> [ONNXNodeProto] {
    var patterns = KnownPatterns(nodes: nodes, outline: outline)
    let joined = nodes.map { patterns.joined($0) }
    return joined.filter { node in !node.output.contains(where: patterns.parts.contains) }
  }

  private init(nodes: [ONNXNodeProto], outline: GraphOutline) {
    self.nodes = nodes
    self.outline = outline
    for node in nodes {
      for output in node.output { producers[output] = node }
    }
  }

  private mutating func joined(_ node: ONNXNodeProto) -> ONNXNodeProto {
    guard node.domain.isEmpty else { return node }
    switch node.opType {
    case "Mul": return silu(node) ?? gelu(node) ?? node
    case "Relu":
      guard let sum = part(node.input[0], "Add"), sum.input.count == 2 else { return node }
      parts.insert(sum.output[0])
      return replaced(node, by: Self.reluOfSum, sum.input)
    default: return node
    }
  }

  private func replaced(
    _ node: ONNXNodeProto, by type: String, _ inputs: [String]
  ) -> ONNXNodeProto {
    var node = node
    (node.opType, node.input, node.attribute) = (type, inputs, [])
    return node
  }

  /// What gives a value that only one node takes, if it is of a type.
  private func part(_ name: String, _ types: String...) -> ONNXNodeProto? {
    guard outline.uses[name] == 1, let node = producers[name], node.domain.isEmpty,
      types.contains(node.opType), node.output.count == 1
    else { return nil }
    return node
  }

  /// x · σ(x).
  private mutating func silu(_ node: ONNXNodeProto) -> ONNXNodeProto? {
    guard node.input.count == 2 else { return nil }
    for (x, gate) in [(node.input[0], node.input[1]), (node.input[1], node.input[0])] {
      if let sigmoid = part(gate, "Sigmoid"), sigmoid.input == [x] {
        parts.insert(gate)
        return replaced(node, by: "Swish", [x])
      }
    }
    return nil
  }

  /// x · 0.5 · (1 + erf(x / √2)), multiplied in any order.
  private mutating func gelu(_ node: ONNXNodeProto) -> ONNXNodeProto? {
    var (factors, found): ([String], [String]) = (node.input, [])
    while factors.count < 3 {
      guard let index = factors.firstIndex(where: { part($0, "Mul")?.input.count == 2 }),
        let product = part(factors[index], "Mul")
      else { return nil }
      found.append(factors[index])
      factors.replaceSubrange(index...index, with: product.input)
    }
    guard factors.count == 3, let half = factors.firstIndex(where: { scalar($0) == 0.5 }) else {
      return nil
    }
    factors.remove(at: half)
    for (x, share) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      if let inner = halfShare(share, of: x) {
        parts.formUnion(found + inner)
        return replaced(node, by: "Gelu", [x])
      }
    }
    return nil
  }

  /// The nodes of 1 + erf(x / √2), if that is what gives a value.
  private func halfShare(_ name: String, of x: String) -> [String]? {
    guard let sum = part(name, "Add"), sum.input.count == 2,
      let one = sum.input.firstIndex(where: { scalar($0) == 1 }),
      let error = part(sum.input[1 - one], "Erf"), error.input.count == 1,
      let scaled = part(error.input[0], "Div", "Mul"), scaled.input.count == 2,
      scaled.input[0] == x, let factor = scalar(scaled.input[1])
    else { return nil }
    let root = Float(2).squareRoot()
    guard abs((scaled.opType == "Div" ? factor : 1 / factor) - root) < 1e-6 else { return nil }
    return [name, sum.input[1 - one], error.input[0]]
  }

  /// The only scalar of a constant.
  private func scalar(_ name: String) -> Float? {
    let constant = producers[name].flatMap { node in
      node.opType == "Constant" ? node.attribute.first { $0.name == "value" }?.t : nil
    }
    guard let tensor = constant ?? outline.initializers[name], tensor.dataLocation == 0,
      tensor.dims.allSatisfy({ $0 == 1 }), tensor.dims.count <= 1,
      case .floats(let value)? = try? tensor.value(folder: nil), value.tensor.count == 1
    else { return nil }
    return value.tensor.scalars[0]
  }
}
