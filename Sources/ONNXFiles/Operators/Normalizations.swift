import Autograd
import Layers
import Tensor

extension Operator {
  /// What brings scalars to mean 0 and variance 1, or to a norm.
  static let normalizations: [String: Operator] = [
    "BatchNormalization": Operator(statistics: [3, 4], batchNorm),
    "InstanceNormalization": Operator { node in
      let epsilon = try node.epsilon
      return .floats { inputs in
        let input = try inputs.floats(0)
        guard input.rank >= 3, input.tensor.count > 0 else {
          throw GraphProblem(expected: "images", found: "\(input.shape)")
        }
        return try input.normalized(
          inputs.vectors(1, 2, count: input.shape[1]), groups: input.shape[1], epsilon: epsilon)
      }
    },
    "GroupNormalization": Operator(groupNorm),
    "LayerNormalization": Operator(layerNorm),
    "LRN": Operator(localResponse),
    "LpNormalization": Operator { node in
      let axis = try node.attributes.int("axis", or: -1)
      let power = try node.attributes.int("p", or: 2)
      guard (1...2).contains(power) else {
        throw GraphProblem(expected: "p of 1 or 2", found: "\(power)")
      }
      return .floats { inputs in
        let input = try inputs.floats(0)
        let place = input.place(of: try Dimensions.axis(axis, rank: input.rank))
        let terms = power == 1 ? input.tensor.abs() : input.tensor.square()
        let sum = terms.sum(axes: [place], keepingDimensions: true)
        // What is 0 stays so.
        let norm = (power == 1 ? sum : sum.sqrt()).clipped(
          to: .leastNormalMagnitude...Float.infinity)
        return input.with(input.tensor / norm)
      }
    },
  ]

  private static func batchNorm(_ node: Node) throws -> Action {
    let epsilon = try node.epsilon
    // The file says how much of the running statistics a step keeps, as this library does.
    let momentum = try node.attributes.float("momentum", or: 0.9)
    guard (0...1).contains(momentum) else {
      throw GraphProblem(expected: "momentum from 0 to 1", found: "\(momentum)")
    }
    guard node.version < 9 || !node.attributes.contains("spatial") else {
      throw GraphProblem(expected: "batch norm of channels", found: "spatial")
    }
    guard try node.attributes.int("spatial", or: 1) == 1 else {
      throw GraphProblem(expected: "batch norm of channels", found: "spatial 0")
    }
    for (index, name) in ["mean", "variance", "saved mean", "saved variance"].enumerated() {
      try node.refuseOutput(index + 1, "the batch's \(name)")
    }
    return .layer { inputs in
      let values = try (1...4).map { try inputs.floats($0) }
      let shape = values[0].shape
      guard shape.count == 1, values.allSatisfy({ $0.shape == shape }) else {
        throw GraphProblem(
          expected: "four vectors of one length", found: "shapes \(values.map(\.shape))")
      }
      var layer = BatchNorm(momentum: momentum, epsilon: epsilon, runningEstimate: .unbiased)
      layer.scale = values[0].parameter ?? Parameter(values[0].tensor)
      layer.shift = values[1].parameter ?? Parameter(values[1].tensor)
      layer.runningMean = values[2].parameter ?? Parameter(values[2].tensor, role: .statistic)
      layer.runningVariance = values[3].parameter ?? Parameter(values[3].tensor, role: .statistic)
      return layer
    }
  }

  /// Scale and shift are of groups before version 21, and of channels since.
  private static func groupNorm(_ node: Node) throws -> Action {
    let epsilon = try node.epsilon
    guard let groups = try node.attributes.int("num_groups"), groups > 0 else {
      throw GraphProblem(expected: "num_groups above 0", found: "none")
    }
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard input.rank >= 3, input.tensor.count > 0, input.shape[1].isMultiple(of: groups) else {
        throw GraphProblem(
          expected: "images whose channels \(groups) groups share", found: "\(input.shape)")
      }
      let channels = input.shape[1]
      if node.version >= 21 {
        return try input.normalized(
          inputs.vectors(1, 2, count: channels), groups: groups, epsilon: epsilon)
      }
      let (scale, shift) = try inputs.vectors(1, 2, count: groups)
      func repeated(_ vector: Tensor) -> Tensor {
        vector.reshaped(to: [groups, 1]).broadcast(to: [groups, channels / groups])
          .reshaped(to: [channels])
      }
      return input.normalized(
        (repeated(scale), repeated(shift)), groups: groups, epsilon: epsilon)
    }
  }

  private static func layerNorm(_ node: Node) throws -> Action {
    let epsilon = try node.epsilon
    let axis = try node.attributes.int("axis", or: -1)
    for index in 1...2 { try node.refuseOutput(index, "the mean or deviation") }
    return .floats { inputs in
      let input = try inputs.floats(0)
      let axis = try Dimensions.axis(axis, rank: input.rank)
      let rest = Array(input.shape[axis...])
      let count = rest.reduce(1, *)
      func vector(_ value: Arranged) throws -> Tensor {
        guard try Dimensions.broadcast(value.shape, rest) == rest else {
          throw GraphProblem(expected: "scale and shift of \(rest)", found: "\(value.shape)")
        }
        return try value.broadcast(to: rest).plain.reshaped(to: [count])
      }
      let scale = try vector(inputs.floats(1))
      let shift = try inputs.optionalFloats(2).map(vector) ?? .zeros([count])
      let vectors = input.plain.reshaped(to: Shape(input.shape[..<axis] + [count]))
      return Arranged(
        vectors.layerNormalized(scale: scale, shift: shift, epsilon: epsilon)
          .reshaped(to: Shape(input.shape)))
    }
  }

  /// Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks",
  /// 2012, section 3.3.
  private static func localResponse(_ node: Node) throws -> Action {
    guard let size = try node.attributes.int("size"), (1...1 << 16).contains(size) else {
      throw GraphProblem(expected: "a size above 0", found: "none")
    }
    let alpha = try node.attributes.float("alpha", or: 1e-4)
    let beta = try node.attributes.float("beta", or: 0.75)
    let bias = try node.attributes.float("bias", or: 1)
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard input.rank >= 3, input.tensor.count > 0 else {
        throw GraphProblem(expected: "images", found: "\(input.shape)")
      }
      let images = input.channelsLast
      let channels = input.shape[1]
      // The mean of the neighbors of each channel, as of the rows of an image with one column.
      let before = (size - 1) / 2
      let window = SlidingWindow(
        kernel: (size, 1),
        padding: .zeros(top: before, left: 0, bottom: size - 1 - before, right: 0))
      let means = images.square().reshaped(to: [images.count / channels, channels, 1, 1])
        .averagePooled(window, countsPadding: true).reshaped(to: images.shape)
      return Arranged(
        images / (means * alpha + bias).pow(beta), order: Arranged.channelsLast(input.rank))
    }
  }
}

extension Node {
  /// What is added to a variance.
  fileprivate var epsilon: Float {
    get throws {
      let epsilon = try attributes.float("epsilon", or: 1e-5)
      guard epsilon > 0 else {
        throw GraphProblem(expected: "a positive epsilon", found: "\(epsilon)")
      }
      return epsilon
    }
  }
}

extension [Value?] {
  /// A scale and a shift.
  fileprivate func vectors(_ a: Int, _ b: Int, count: Int) throws -> (Tensor, Tensor) {
    let (scale, shift) = (try floats(a), try floats(b))
    guard scale.shape == [count], shift.shape == [count] else {
      throw GraphProblem(
        expected: "scale and shift of [\(count)]", found: "\(scale.shape) and \(shift.shape)")
    }
    return (scale.tensor, shift.tensor)
  }
}

extension Arranged {
  fileprivate func normalized(
    _ terms: (scale: Tensor, shift: Tensor), groups: Int, epsilon: Float
  ) -> Arranged {
    Arranged(
      channelsLast.groupNormalized(
        groups: groups, scale: terms.scale, shift: terms.shift, epsilon: epsilon),
      order: Self.channelsLast(rank))
  }
}
