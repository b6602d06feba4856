import Autograd
import Foundation
import Layers
import Tensor

extension Operator {
  /// Functions of one, two or several tensors, scalar by scalar.
  static let arithmetic: [String: Operator] = [
    "Add": binary({ $0 + $1 }) { $0 &+ $1 },
    KnownPatterns.reluOfSum: binary({ $0.relu(adding: $1) }) { max($0 &+ $1, 0) },
    "Sub": binary({ $0 - $1 }) { $0 &- $1 },
    "Mul": binary({ $0 * $1 }) { $0 &* $1 },
    "Div": binary({ $0 / $1 }) { a, b in
      guard b != 0 else { throw GraphProblem(expected: "a divisor other than 0", found: "0") }
      return a.dividedReportingOverflow(by: b).partialValue
    },
    "Pow": Operator(settings: [1], numbers: [1]) { _ in .value(power) },
    "Mod": Operator { try modulo($0) },
    "Sum": several { $0.dropFirst().reduce($0[0]) { $0 + $1 } },
    "Mean": several { values in
      values.dropFirst().reduce(values[0]) { $0 + $1 } / Float(values.count)
    },
    "Min": extremum({ $0.min(axes: [0]) }) { min($0, $1) },
    "Max": extremum({ $0.max(axes: [0]) }) { max($0, $1) },
    "Sqrt": unary { $0.sqrt() },
    "Exp": unary { $0.exp() },
    "Log": unary { $0.log() },
    "Reciprocal": unary { 1 / $0 },
    "Neg": unary({ -$0 }) { 0 &- $0 },
    "Abs": unary({ $0.abs() }) { $0 < 0 ? 0 &- $0 : $0 },
    "Erf": unary { $0.errorFunction() },
    "Sign": unary({ ($0.detached .> Tensor(0)) - ($0.detached .< Tensor(0)) }) { $0.signum() },
    "Floor": stepped { $0.rounded(.down) },
    "Ceil": stepped { $0.rounded(.up) },
    "Round": stepped { $0.rounded(.toNearestOrEven) },
  ]

  private static func binary(
    _ floats: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ integers: @escaping @Sendable (Int, Int) throws -> Int
  ) -> Operator {
    Operator { node in
      guard node.version >= 7 || !node.attributes.contains("broadcast") else {
        throw GraphProblem(expected: "operators of version 7 or later", found: "broadcast")
      }
      return .value { inputs in
        if case .integers(let left) = try inputs.value(0) {
          return .integers(try .combined(left, inputs.integers(1), integers))
        }
        return .floats(try .combined(inputs.floats(0), inputs.floats(1), floats))
      }
    }
  }

  private static func unary(
    _ floats: @escaping @Sendable (Tensor) -> Tensor,
    _ integers: (@Sendable (Int) -> Int)? = nil
  ) -> Operator {
    Operator { _ in
      .value { inputs in
        if let integers, case .integers(let input) = try inputs.value(0) {
          return .integers(
            Integers(
              input.scalars.map { input.type.wrapped(integers($0)) }, shape: input.shape,
              type: input.type))
        }
        let input = try inputs.floats(0)
        return .floats(input.with(floats(input.tensor)))
      }
    }
  }

  /// Functions that are constant nearly everywhere, so that no gradient passes.
  private static func stepped(_ function: @escaping @Sendable (Float) -> Float) -> Operator {
    unary { Tensor($0.scalars.map(function), shape: $0.shape) }
  }

  private static func several(
    _ function: @escaping @Sendable ([Tensor]) -> Tensor
  ) -> Operator {
    Operator { _ in
      .floats { inputs in
        let values = try inputs.indices.map { try inputs.floats($0) }
        guard !values.isEmpty else { throw GraphProblem(expected: "an input", found: "none") }
        let (tensors, order) = try Arranged.aligned(values)
        return Arranged(function(tensors), order: order)
      }
    }
  }

  /// The smallest or largest of several tensors, which share the gradient where they are equal.
  private static func extremum(
    _ floats: @escaping @Sendable (Tensor) -> Tensor,
    _ integers: @escaping @Sendable (Int, Int) -> Int
  ) -> Operator {
    Operator { _ in
      .value { inputs in
        if case .integers(let first) = try inputs.value(0) {
          return .integers(
            try inputs.indices.dropFirst().reduce(first) {
              try .combined($0, inputs.integers($1), integers)
            })
        }
        let values = try inputs.indices.map { try inputs.floats($0) }
        let shape = try values.dropFirst().reduce(values[0].shape) {
          try Dimensions.broadcast($0, $1.shape)
        }
        let wide = try values.map { try $0.broadcast(to: shape) }
        let (tensors, order) = try Arranged.aligned(wide)
        guard let count = tensors.first?.count, count > 0 else { return .floats(wide[0]) }
        return .floats(Arranged(floats(.stacked(tensors)), order: order))
      }
    }
  }

  @Sendable
  private static func power(_ inputs: [Value?]) throws -> Value {
    if case .integers(let base) = try inputs.value(0) {
      guard case .integers(let exponents) = try inputs.value(1) else {
        throw GraphProblem(expected: "an integer's exponent to be one", found: "floats")
      }
      return .integers(
        try .combined(base, exponents) { base, exponent in
          Int(exactly: pow(Double(base), Double(exponent)).rounded(.towardZero)) ?? 0
        })
    }
    let base = try inputs.floats(0)
    let exponents = try inputs.value(1)
    if exponents.count == 1, exponents.shape.count <= base.rank {
      let exponent = exponents.tensor.scalars[0]
      let result = exponent == 2 ? base.tensor.square() : base.tensor.pow(exponent)
      return .floats(base.with(result))
    }
    return .floats(
      try .combined(base, Arranged(exponents.tensor)) { base, exponents in
        let shape = (base.detached + exponents.detached).shape
        return base.broadcast(to: shape).raised(to: exponents.broadcast(to: shape))
      })
  }

  private static func modulo(_ node: Node) throws -> Action {
    let keepsSign = try node.attributes.int("fmod", or: 0) != 0
    return .value { inputs in
      let (left, right) = (try inputs.integers(0), try inputs.integers(1))
      return .integers(
        try .combined(left, right) { a, b in
          guard b != 0 else {
            throw GraphProblem(expected: "a divisor other than 0", found: "0")
          }
          let rest = a.remainderReportingOverflow(dividingBy: b).partialValue
          return keepsSign || rest == 0 || (rest < 0) == (b < 0) ? rest : rest + b
        })
    }
  }
}

extension Tensor {
  /// Each scalar raised to the exponent at its place; the shapes are equal.
  fileprivate func raised(to exponents: Tensor) -> Tensor {
    @Sendable func raised(_ base: Tensor, _ exponents: Tensor) -> Tensor {
      Tensor(zip(base.scalars, exponents.scalars).map { powf($0, $1) }, shape: base.shape)
    }
    return Tensor.custom(from: [self, exponents], named: "Pow") {
      raised($0[0], $0[1])
    } pullback: { gradient, inputs, output in
      [
        gradient * inputs[1] * raised(inputs[0], inputs[1] - 1),
        gradient * output * inputs[0].log(),
      ]
    }
  }
}
