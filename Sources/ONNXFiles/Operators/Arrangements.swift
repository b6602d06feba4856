import Autograd
import Tensor

extension Operator {
  /// What moves, repeats, joins and divides.
  static let arrangements: [String: Operator] = [
    "Transpose": Operator(transpose),
    "Concat": Operator(concatenation),
    "Split": Operator(settings: [1], split),
    "Tile": Operator(settings: [1]) { _ in
      .value { inputs in
        let input = try inputs.value(0)
        let repeats = try inputs.integers(1).scalars
        guard repeats.count == input.shape.count, repeats.allSatisfy({ $0 >= 0 }) else {
          throw GraphProblem(
            expected: "a number of repetitions for each axis of \(input.shape)",
            found: "\(repeats)")
        }
        _ = try Dimensions.shape(repeats)
        _ = try Dimensions.shape(zip(input.shape, repeats).map { $0.multipliedOrHuge(by: $1) })
        return try repeats.enumerated().reduce(input) { value, axis in
          let size = value.shape[axis.offset]
          if axis.element == 1 { return value }
          return try value.taken(
            (0..<axis.element).flatMap { _ in 0..<size }, axis: axis.offset)
        }
      }
    },
    "DepthToSpace": Operator(depthToSpace),
    "SpaceToDepth": Operator { node in
      let size = try blockSize(node)
      let isDepthFirst = try depthFirst(node)
      return .floats { inputs in
        let input = try inputs.floats(0)
        guard input.rank == 4, input.shape[2].isMultiple(of: size),
          input.shape[3].isMultiple(of: size)
        else { throw GraphProblem(expected: "images in blocks", found: "\(input.shape)") }
        let (rows, columns) = (input.shape[2] / size, input.shape[3] / size)
        return input.reshaped(to: [input.shape[0], input.shape[1], rows, size, columns, size])
          .transposed(isDepthFirst ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4])
          .reshaped(to: [input.shape[0], input.shape[1] * size * size, rows, columns])
      }
    },
    "Pad": Operator(settings: [1, 2, 3], numbers: [2], Padded.action),
  ]

  private static func transpose(_ node: Node) throws -> Action {
    let listed = try node.attributes.ints("perm")
    return .value { inputs in
      let input = try inputs.value(0)
      let permutation = listed ?? Array(input.shape.indices.reversed())
      guard permutation.sorted() == Array(input.shape.indices) else {
        throw GraphProblem(
          expected: "a permutation of the axes of \(input.shape)", found: "\(permutation)")
      }
      switch input {
      case .floats(let floats): return .floats(floats.transposed(permutation))
      case .integers(let integers): return .integers(integers.transposed(permutation))
      }
    }
  }

  private static func concatenation(_ node: Node) throws -> Action {
    guard let axis = try node.attributes.int("axis") else {
      throw GraphProblem(expected: "an axis", found: "none")
    }
    return .value { inputs in
      let values = try inputs.indices.map { try inputs.value($0) }
      let first = try inputs.value(0)
      let axis = try Dimensions.axis(axis, rank: first.shape.count)
      var sizes = first.shape
      for value in values {
        guard value.shape.count == sizes.count,
          sizes.indices.allSatisfy({ $0 == axis || value.shape[$0] == sizes[$0] })
        else {
          throw GraphProblem(
            expected: "shapes that differ along axis \(axis) alone",
            found: "\(values.map(\.shape))")
        }
      }
      sizes[axis] = values.reduce(0) { $0 + $1.shape[axis] }
      _ = try Dimensions.shape(sizes)
      if case .integers(let integers) = first {
        let others = try inputs.indices.map { try inputs.integers($0) }
        let outer = sizes[..<axis].reduce(1, *)
        let scalars = (0..<outer).flatMap { block in
          others.flatMap { value in
            let width = value.scalars.count / max(outer, 1)
            return value.scalars[block * width..<(block + 1) * width]
          }
        }
        return .integers(Integers(scalars, shape: sizes, type: integers.type))
      }
      let floats = try inputs.indices.map { try inputs.floats($0) }
      // As the largest lies.
      let order = floats.max { $0.tensor.count < $1.tensor.count }!.order
      let tensors = floats.map { $0.arranged(order) }
      return .floats(
        Arranged(.concatenated(tensors, axis: order.firstIndex(of: axis)!), order: order))
    }
  }

  private static func split(_ node: Node) throws -> Action {
    let axis = try node.attributes.int("axis", or: 0)
    let listed = try node.attributes.ints("split")
    let count = node.outputs.count
    return .values { inputs in
      let input = try inputs.value(0)
      let axis = try Dimensions.axis(axis, rank: input.shape.count)
      let size = input.shape[axis]
      let share = (size + count - 1) / max(count, 1)
      let sizes =
        try inputs.optionalIntegers(1)?.scalars ?? listed
        ?? (0..<count).map { max(0, min(share, size - $0 * share)) }
      guard sizes.allSatisfy({ (0...size).contains($0) }), sizes.reduce(0, +) == size,
        sizes.count == count
      else {
        throw GraphProblem(expected: "\(count) parts of \(size)", found: "\(sizes)")
      }
      var start = 0
      return try sizes.map { part in
        defer { start += part }
        return try input.slice(start..<start + part, axis: axis)
      }
    }
  }

  private static func blockSize(_ node: Node) throws -> Int {
    let size = try node.attributes.int("blocksize", or: 0)
    guard (1...1 << 12).contains(size) else {
      throw GraphProblem(expected: "a blocksize above 0", found: "\(size)")
    }
    return size
  }

  /// Whether the pixels of a block come before the channels.
  private static func depthFirst(_ node: Node) throws -> Bool {
    let mode = try node.attributes.string("mode", or: "DCR")
    guard ["DCR", "CRD"].contains(mode) else {
      throw GraphProblem(expected: "mode DCR or CRD", found: mode)
    }
    return mode == "DCR"
  }

  private static func depthToSpace(_ node: Node) throws -> Action {
    let size = try blockSize(node)
    let isDepthFirst = try depthFirst(node)
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard input.rank == 4, input.shape[1].isMultiple(of: size * size) else {
        throw GraphProblem(
          expected: "images with channels for blocks of \(size)", found: "\(input.shape)")
      }
      let (count, rows, columns) = (input.shape[0], input.shape[2], input.shape[3])
      let channels = input.shape[1] / (size * size)
      let blocks =
        isDepthFirst
        ? input.reshaped(to: [count, size, size, channels, rows, columns])
          .transposed([0, 3, 4, 1, 5, 2])
        : input.reshaped(to: [count, channels, size, size, rows, columns])
          .transposed([0, 1, 4, 2, 5, 3])
      return blocks.reshaped(to: [count, channels, rows * size, columns * size])
    }
  }
}

extension Int {
  /// The product, or the largest number.
  func multipliedOrHuge(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
