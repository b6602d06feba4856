import Autograd
import Layers
import Tensor

extension Operator {
  /// What changes shapes and types, and leaves scalars in their order.
  static let shapes: [String: Operator] = [
    "Identity": Operator { _ in .value { try $0.value(0) } },
    "Dropout": Operator(settings: [1, 2], numbers: [1, 2], dropout),
    "Reshape": Operator(settings: [1], reshape),
    "Flatten": Operator { node in
      let axis = try node.attributes.int("axis", or: 1)
      return .value { inputs in
        let input = try inputs.value(0)
        let rank = input.shape.count
        guard (-rank...rank).contains(axis) else {
          throw GraphProblem(expected: "an axis of \(input.shape)", found: "\(axis)")
        }
        let sizes = input.shape
        let place = axis < 0 ? axis + rank : axis
        return input.reshaped(
          to: [sizes[..<place].reduce(1, *), sizes[place...].reduce(1, *)])
      }
    },
    "Squeeze": Operator(settings: [1]) { node in
      let listed = try node.attributes.ints("axes")
      return .value { inputs in
        let input = try inputs.value(0)
        let given = try inputs.optionalIntegers(1)?.scalars ?? listed
        let axes = try Dimensions.axes(
          given ?? input.shape.indices.filter { input.shape[$0] == 1 }, rank: input.shape.count)
        guard axes.allSatisfy({ input.shape[$0] == 1 }) else {
          throw GraphProblem(expected: "axes of size 1", found: "\(axes) of \(input.shape)")
        }
        return input.reshaped(
          to: input.shape.enumerated().filter { !axes.contains($0.offset) }.map(\.element))
      }
    },
    "Unsqueeze": Operator(settings: [1]) { node in
      let listed = try node.attributes.ints("axes")
      return .value { inputs in
        let input = try inputs.value(0)
        guard let given = try inputs.optionalIntegers(1)?.scalars ?? listed else {
          throw GraphProblem(expected: "axes", found: "none")
        }
        let axes = try Dimensions.axes(given, rank: input.shape.count + given.count)
        var sizes = input.shape
        for axis in axes { sizes.insert(1, at: axis) }
        return input.reshaped(to: sizes)
      }
    },
    "Expand": Operator(settings: [1]) { _ in
      .value { inputs in
        let input = try inputs.value(0)
        let target = try inputs.integers(1).scalars
        let sizes = try Dimensions.broadcast(input.shape, Dimensions.shape(target).dimensions)
        switch input {
        case .floats(let floats): return .floats(try floats.broadcast(to: sizes))
        case .integers(let integers): return .integers(integers.broadcast(to: sizes))
        }
      }
    },
    "Cast": Operator(cast),
    "CastLike": Operator { _ in
      .value { inputs in
        let input = try inputs.value(0)
        switch try inputs.value(1) {
        case .floats: return .floats(Arranged(input.tensor))
        case .integers(let like): return try input.cast(to: like.type)
        }
      }
    },
    "Shape": Operator { node in
      let start = try node.attributes.int("start", or: 0)
      let end = try node.attributes.int("end")
      return .value { inputs in
        let sizes = try inputs.value(0).shape
        func place(_ axis: Int) -> Int {
          min(max(axis < 0 ? axis + sizes.count : axis, 0), sizes.count)
        }
        let (first, last) = (place(start), end.map(place) ?? sizes.count)
        return .integers(Integers(Array(sizes[first..<max(first, last)])))
      }
    },
    "Size": Operator { _ in
      .value { .integers(Integers([try $0.value(0).count], shape: [])) }
    },
  ]

  /// Drops nothing, as it is at inference.
  private static func dropout(_ node: Node) throws -> Action {
    try node.refuseOutput(1, "the mask")
    return .value { inputs in
      let trains = try node.version < 12 ? 0 : inputs.scalar(2) ?? 0
      guard try trains == 0 || inputs.scalar(1) == 0 else {
        throw GraphProblem(expected: "a network written for inference", found: "training_mode")
      }
      return try inputs.value(0)
    }
  }

  private static func reshape(_ node: Node) throws -> Action {
    let keepsZeros = try node.attributes.int("allowzero", or: 0) != 0
    return .value { inputs in
      let input = try inputs.value(0)
      var sizes = try inputs.integers(1).scalars
      let problem = GraphProblem(
        expected: "a shape for the scalars of \(input.shape)", found: "\(sizes)")
      for axis in sizes.indices where sizes[axis] == 0 && !keepsZeros {
        guard axis < input.shape.count else { throw problem }
        sizes[axis] = input.shape[axis]
      }
      if let rest = sizes.firstIndex(of: -1) {
        sizes[rest] = 1
        let known = try Dimensions.shape(sizes).count
        guard known > 0, input.count.isMultiple(of: known) else { throw problem }
        sizes[rest] = input.count / known
      }
      guard try Dimensions.shape(sizes).count == input.count else { throw problem }
      return input.reshaped(to: sizes)
    }
  }

  private static func cast(_ node: Node) throws -> Action {
    guard let number = try node.attributes.int("to"), let number = Int32(exactly: number) else {
      throw GraphProblem(expected: "a type to cast to", found: "none")
    }
    let type = try ElementType(number: number)
    return .value { try $0.value(0).cast(to: type) }
  }
}

extension Value {
  /// The same scalars in another shape of as many.
  func reshaped(to sizes: [Int]) -> Value {
    switch self {
    case .floats(let floats): .floats(floats.reshaped(to: sizes))
    case .integers(let integers): .integers(integers.reshaped(to: sizes))
    }
  }

  /// The scalars in another type; all floats are of single precision.
  fileprivate func cast(to type: ElementType) throws -> Value {
    switch self {
    case .floats(let floats):
      type.isFloat ? self : .integers(try Integers(floats.plain, type: type))
    case .integers(let integers):
      type.isFloat
        ? .floats(Arranged(integers.tensor))
        : .integers(
          Integers(integers.scalars.map(type.wrapped), shape: integers.shape, type: type))
    }
  }
}
