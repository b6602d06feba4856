import Autograd
import Foundation
import Layers
import Tensor

extension Operator {
  /// Functions of each scalar that networks have between their layers, and softmax.
  static let activations: [String: Operator] = [
    "Relu": activation { _ in .relu },
    "Sigmoid": activation { _ in .sigmoid },
    "Tanh": activation { _ in .tanh },
    "Softplus": activation { _ in .softplus },
    "HardSwish": activation { _ in .hardSwish },
    "Elu": activation { .elu(alpha: try $0.attributes.float("alpha", or: 1)) },
    "LeakyRelu": activation { .leakyReLU(slope: try $0.attributes.float("alpha", or: 0.01)) },
    "HardSigmoid": activation(hardSigmoid),
    "Selu": activation(selu),
    "Celu": activation(celu),
    "ThresholdedRelu": activation(thresholded),
    "Mish": activation { _ in Activation("mish") { $0 * $0.softplus().tanh() } },
    "Softsign": activation { _ in Activation("softsign") { $0 / ($0.abs() + 1) } },
    "Gelu": activation { node in
      let form = try node.attributes.string("approximate", or: "none")
      guard ["none", "tanh"].contains(form) else {
        throw GraphProblem(expected: "approximate none or tanh", found: form)
      }
      return form == "tanh" ? .geluTanh : .gelu
    },
    "Swish": activation { node in
      let alpha = try node.attributes.float("alpha", or: 1)
      return alpha == 1 ? .silu : Activation("swish") { $0 * ($0 * alpha).sigmoid() }
    },
    "Clip": Operator(settings: [1, 2], numbers: [1, 2], clip),
    "PRelu": Operator { _ in
      .floats { inputs in
        try Arranged.combined(inputs.floats(0), inputs.floats(1)) { $0.prelu(slope: $1) }
      }
    },
    "Softmax": Operator { try softmax($0) { $0.shifted.softmax() } },
    "LogSoftmax": Operator { try softmax($0) { $0.shifted.logSoftmax() } },
  ]

  private static func activation(
    _ make: @escaping @Sendable (Node) throws -> Activation
  ) -> Operator { Operator { .pointwise(try make($0)) } }

  private static func hardSigmoid(_ node: Node) throws -> Activation {
    let alpha = try node.attributes.float("alpha", or: 0.2)
    let beta = try node.attributes.float("beta", or: 0.5)
    if abs(alpha - 1 / 6) < 1e-7 && beta == 0.5 { return .hardSigmoid }
    return Activation("hardSigmoid") { ($0 * alpha + beta).clipped(to: 0...1) }
  }

  private static func selu(_ node: Node) throws -> Activation {
    let alpha = try node.attributes.float("alpha", or: 1.673_263_2)
    let gamma = try node.attributes.float("gamma", or: 1.050_701)
    return Activation("selu") { $0.elu(alpha: alpha) * gamma }
  }

  private static func celu(_ node: Node) throws -> Activation {
    let alpha = try node.attributes.float("alpha", or: 1)
    guard alpha != 0 else { throw GraphProblem(expected: "an alpha other than 0", found: "0") }
    return Activation("celu") { ($0 / alpha).elu(alpha: 1) * alpha }
  }

  private static func thresholded(_ node: Node) throws -> Activation {
    let alpha = try node.attributes.float("alpha", or: 1)
    return Activation("thresholded") { $0 * ($0 .> Tensor(alpha)) }
  }

  /// Bounds are attributes before version 11, and inputs since.
  private static func clip(_ node: Node) throws -> Action {
    if node.version < 11 {
      let low = try node.attributes.float("min", or: -.greatestFiniteMagnitude)
      let high = try node.attributes.float("max", or: .greatestFiniteMagnitude)
      return .pointwise(try clipped(low, high))
    }
    if (1...2).allSatisfy({ !node.has($0) || node.constant($0) != nil }) {
      let low = try [nil, node.constant(1)].scalar(1) ?? -.infinity
      let high = try [nil, node.constant(2)].scalar(1) ?? .infinity
      if case .integers? = node.constant(1) ?? node.constant(2) { return clippedIntegers }
      return .pointwise(try clipped(low, high))
    }
    return .value { inputs in
      if case .integers = try inputs.value(0) { return try clippedIntegers.function!(inputs)[0] }
      let (low, high) = (try inputs.scalar(1) ?? -.infinity, try inputs.scalar(2) ?? .infinity)
      let input = try inputs.floats(0)
      return .floats(input.with(try clipped(low, high)(input.tensor)))
    }
  }

  private static func clipped(_ low: Float, _ high: Float) throws -> Activation {
    guard !low.isNaN, !high.isNaN else {
      throw GraphProblem(expected: "bounds", found: "\(low) and \(high)")
    }
    if low == 0 && high == 6 { return .relu6 }
    if low == 0 && high == .infinity { return .relu }
    // With bounds the wrong way round everything becomes the upper one.
    return Activation("clip") { $0.clipped(to: min(low, high)...high) }
  }

  private static var clippedIntegers: Action {
    .value { inputs in
      let input = try inputs.integers(0)
      let low = try inputs.optionalIntegers(1)?.scalars.first ?? .min
      let high = try inputs.optionalIntegers(2)?.scalars.first ?? .max
      return .integers(
        Integers(
          input.scalars.map { min(max($0, low), high) }, shape: input.shape, type: input.type))
    }
  }

  /// Along one axis since version 13, before it over all axes from one on.
  private static func softmax(
    _ node: Node, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) throws -> Action {
    let isAlongOne = node.version >= 13
    let axis = try node.attributes.int("axis", or: isAlongOne ? -1 : 1)
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard input.tensor.count > 0 else { return input }
      // Before version 13 an axis could be that after the last.
      if !isAlongOne && axis == input.rank {
        return input.with(
          function(input.tensor.reshaped(to: [input.tensor.count, 1]))
            .reshaped(to: input.tensor.shape))
      }
      let axis = try Dimensions.axis(axis, rank: input.rank)
      if isAlongOne || axis == input.rank - 1 {
        let order = input.movingLast(axis)
        return Arranged(function(input.arranged(order)), order: order)
      }
      let columns = input.shape[axis...].reduce(1, *)
      let rows = input.plain.reshaped(to: [input.tensor.count / columns, columns])
      return Arranged(function(rows).reshaped(to: Shape(input.shape)))
    }
  }
}

extension Tensor {
  /// Less the largest scalar of each row, so that large ones keep their differences.
  fileprivate var shifted: Tensor { self - detached.max(axes: [-1], keepingDimensions: true) }
}
