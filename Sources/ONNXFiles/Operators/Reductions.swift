import Autograd
import Tensor

extension Operator {
  /// Sums, means, extrema and norms along axes.
  static let reductions: [String: Operator] = [
    "ReduceSum": reduction(axesVersion: 13) { $0.sum(axes: $1, keepingDimensions: true) },
    "ReduceMean": reduction { $0.mean(axes: $1, keepingDimensions: true) },
    "ReduceMax": reduction { $0.max(axes: $1, keepingDimensions: true) },
    "ReduceMin": reduction { $0.min(axes: $1, keepingDimensions: true) },
    "ReduceProd": reduction { $0.product(axes: $1) },
    "ReduceL1": reduction { $0.abs().sum(axes: $1, keepingDimensions: true) },
    "ReduceL2": reduction { $0.square().sum(axes: $1, keepingDimensions: true).sqrt() },
    "ReduceSumSquare": reduction { $0.square().sum(axes: $1, keepingDimensions: true) },
    "ReduceLogSum": reduction { $0.sum(axes: $1, keepingDimensions: true).log() },
    "ReduceLogSumExp": reduction { input, axes in
      let largest = input.detached.max(axes: axes, keepingDimensions: true)
      return (input - largest).exp().sum(axes: axes, keepingDimensions: true).log() + largest
    },
    "ArgMax": Operator { try position($0) { $0 } },
    "ArgMin": Operator { try position($0) { -$0 } },
  ]

  /// Axes are an attribute before a version, and an input since.
  private static func reduction(
    axesVersion: Int = 18, _ function: @escaping @Sendable (Tensor, [Int]) -> Tensor
  ) -> Operator {
    Operator(settings: [1]) { node in
      let keeps = try node.attributes.int("keepdims", or: 1) != 0
      let keepsAllWithoutAxes = try node.attributes.int("noop_with_empty_axes", or: 0) != 0
      let listed = try node.attributes.ints("axes")
      return .floats { inputs in
        let input = try inputs.floats(0)
        let given = try inputs.optionalIntegers(1)?.scalars ?? listed ?? []
        if given.isEmpty && keepsAllWithoutAxes { return input }
        let axes = try Dimensions.axes(
          given.isEmpty ? Array(0..<input.rank) : given, rank: input.rank)
        guard axes.allSatisfy({ input.shape[$0] > 0 }) else {
          throw GraphProblem(expected: "something to reduce", found: "\(input.shape)")
        }
        let result =
          axes.isEmpty && input.rank > 0
          ? input : input.with(function(input.tensor, axes.map { input.place(of: $0) }))
        return keeps ? result : result.dropping(axes)
      }
    }
  }

  /// Where the largest scalar along an axis is.
  private static func position(
    _ node: Node, _ sign: @escaping @Sendable (Tensor) -> Tensor
  ) throws -> Action {
    let axis = try node.attributes.int("axis", or: 0)
    let keeps = try node.attributes.int("keepdims", or: 1) != 0
    guard try node.attributes.int("select_last_index", or: 0) == 0 else {
      throw GraphProblem(expected: "the first of equal scalars", found: "select_last_index")
    }
    return .value { inputs in
      let input = try inputs.value(0).tensor.detached
      let axis = try Dimensions.axis(axis, rank: input.rank)
      guard input.shape[axis] > 0 else {
        throw GraphProblem(expected: "something to compare", found: "\(input.shape)")
      }
      var sizes = input.shape.dimensions
      if keeps { sizes[axis] = 1 } else { sizes.remove(at: axis) }
      return .integers(Integers(sign(input).argmax(axis: axis), shape: sizes))
    }
  }
}

extension Arranged {
  /// Without axes of size 1.
  func dropping(_ axes: [Int]) -> Arranged {
    reshaped(to: shape.enumerated().filter { !axes.contains($0.offset) }.map(\.element))
  }
}

extension Tensor {
  /// The product along axes, which stay with size 1.
  fileprivate func product(axes: [Int]) -> Tensor {
    axes.reduce(self) { input, axis in
      (1..<input.shape[axis]).reduce(input.slice(0..<1, axis: axis)) {
        $0 * input.slice($1..<$1 + 1, axis: axis)
      }
    }
  }
}
