import Tensor

extension Operator {
  /// What a file says, and what is counted out.
  static let constants: [String: Operator] = [
    "Constant": Operator(constant),
    "ConstantOfShape": Operator(settings: [0]) { node in
      let value = try node.attributes.tensor("value")?.value(folder: node.folder)
      return .value { inputs in
        let shape = try Dimensions.shape(inputs.integers(0).scalars)
        switch value {
        case .integers(let integers):
          let number = try [.integers(integers)].scalar(0) == nil ? 0 : integers.scalars[0]
          return .integers(
            Integers(
              Array(repeating: number, count: shape.count), shape: shape.dimensions,
              type: integers.type))
        default: return .floats(Arranged(.full(shape, try [value].scalar(0) ?? 0)))
        }
      }
    },
    "Range": Operator(settings: [0, 1, 2]) { _ in
      .value { inputs in
        if case .integers = try inputs.value(0) {
          let (start, end, step) = (
            try inputs.integers(0).scalars.first ?? 0, try inputs.integers(1).scalars.first ?? 0,
            try inputs.integers(2).scalars.first ?? 0
          )
          let count = try count(Double(start), Double(end), Double(step))
          return .integers(Integers((0..<count).map { start &+ $0 &* step }))
        }
        let (start, end, step) = (
          try inputs.scalar(0) ?? 0, try inputs.scalar(1) ?? 0, try inputs.scalar(2) ?? 0
        )
        let count = try count(Double(start), Double(end), Double(step))
        return .floats(Arranged(Tensor((0..<count).map { start + Float($0) * step })))
      }
    },
  ]

  /// How many numbers there are from one to another one.
  private static func count(_ start: Double, _ end: Double, _ step: Double) throws -> Int {
    let count = ((end - start) / step).rounded(.up)
    guard step != 0, count < 1e15 else {
      throw GraphProblem(expected: "a range", found: "\(start) to \(end) by \(step)")
    }
    return try Dimensions.shape([Int(max(0, count))]).count
  }

  private static func constant(_ node: Node) throws -> Action {
    let attributes = node.attributes
    let value: Value
    if let tensor = try attributes.tensor("value") {
      value = try tensor.value(folder: node.folder)
    } else if attributes.contains("value_float") {
      value = .floats(Arranged(Tensor(try attributes.float("value_float", or: 0))))
    } else if let floats = try attributes.floats("value_floats") {
      value = .floats(Arranged(Tensor(floats)))
    } else if let int = try attributes.int("value_int") {
      value = .integers(Integers([int], shape: []))
    } else if let ints = try attributes.ints("value_ints") {
      value = .integers(Integers(ints))
    } else {
      throw GraphProblem(expected: "a value of numbers", found: "none")
    }
    return .value { _ in value }
  }
}
