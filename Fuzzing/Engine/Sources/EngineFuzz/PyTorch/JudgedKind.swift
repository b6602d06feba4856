import OneShot

/// What is computed here for a kind of judge.py's cases.
struct JudgedKind: Sendable {
  typealias Value = @Sendable (JudgedCase, [Tensor]) throws -> Tensor

  let value: Value
  /// How convolutions are computed, where there are any.
  let ways: (@Sendable (JudgedCase, [Tensor]) throws -> [String])?

  init(
    _ value: @escaping Value,
    ways: (@Sendable (JudgedCase, [Tensor]) throws -> [String])? = nil
  ) {
    (self.value, self.ways) = (value, ways)
  }

  /// By the names that judge.py gives them.
  static let all = [
    convolutions, pooling, normalization, layers, operations, arrangements, losses, scalars,
  ].reduce(into: [:]) { all, kinds in all.merge(kinds) { first, _ in first } }
}

extension Activation {
  /// By its name in a case; `number` is a slope or an alpha.
  static func named(_ name: String, number: Float = 0.2) throws -> Activation {
    let named: [String: Activation] = [
      "linear": .linear, "relu": .relu, "relu6": .relu6, "sigmoid": .sigmoid, "tanh": .tanh,
      "softplus": .softplus, "softmax": .softmax, "silu": .silu, "gelu": .gelu,
      "geluTanh": .geluTanh, "hardSigmoid": .hardSigmoid, "hardSwish": .hardSwish,
      "elu": .elu(alpha: number), "leakyReLU": .leakyReLU(slope: number),
    ]
    guard let activation = named[name] else { throw JudgeError("an activation \(name)") }
    return activation
  }
}
