import Autograd
import Tensor

extension Operator {
  /// What gives booleans, and what is computed from them.
  static let comparisons: [String: Operator] = [
    "Equal": comparison({ $0 == $1 }) { $0 == $1 },
    "Less": comparison({ $0 < $1 }) { $0 < $1 },
    "LessOrEqual": comparison({ $0 <= $1 }) { $0 <= $1 },
    "Greater": comparison({ $0 > $1 }) { $0 > $1 },
    "GreaterOrEqual": comparison({ $0 >= $1 }) { $0 >= $1 },
    "And": logic { $0 != 0 && $1 != 0 },
    "Or": logic { $0 != 0 || $1 != 0 },
    "Xor": logic { ($0 != 0) != ($1 != 0) },
    "Not": Operator { _ in
      .value { inputs in
        let input = try inputs.integers(0)
        return .integers(
          Integers(input.scalars.map { $0 == 0 ? 1 : 0 }, shape: input.shape, type: .bool))
      }
    },
    "IsNaN": Operator { _ in
      .value { inputs in
        let input = try inputs.floats(0).plain
        return .integers(
          Integers(
            input.scalars.map { $0.isNaN ? 1 : 0 }, shape: input.shape.dimensions, type: .bool))
      }
    },
    "Where": Operator { _ in .value(choice) },
  ]

  private static func comparison(
    _ floats: @escaping @Sendable (Float, Float) -> Bool,
    _ integers: @escaping @Sendable (Int, Int) -> Bool
  ) -> Operator {
    Operator { _ in
      .value { inputs in
        if case .integers(let left) = try inputs.value(0) {
          return .integers(
            try .combined(left, inputs.integers(1), type: .bool) { integers($0, $1) ? 1 : 0 })
        }
        let (left, right) = (try inputs.floats(0).plain, try inputs.floats(1).plain)
        let shape = try Dimensions.broadcast(left.shape.dimensions, right.shape.dimensions)
        let pairs = zip(
          left.detached.broadcast(to: Shape(shape)).scalars,
          right.detached.broadcast(to: Shape(shape)).scalars)
        return .integers(
          Integers(pairs.map { floats($0, $1) ? 1 : 0 }, shape: shape, type: .bool))
      }
    }
  }

  private static func logic(_ function: @escaping @Sendable (Int, Int) -> Bool) -> Operator {
    Operator { _ in
      .value { inputs in
        .integers(
          try .combined(inputs.integers(0), inputs.integers(1), type: .bool) {
            function($0, $1) ? 1 : 0
          })
      }
    }
  }

  /// The scalars of one of two tensors, as a mask says.
  @Sendable
  private static func choice(_ inputs: [Value?]) throws -> Value {
    let mask = try inputs.integers(0)
    let (first, second) = (try inputs.value(1), try inputs.value(2))
    let shape = try Dimensions.broadcast(
      mask.shape, Dimensions.broadcast(first.shape, second.shape))
    let choices = mask.broadcast(to: shape).scalars
    if case .integers(let first) = first {
      let (first, second) = (
        first.broadcast(to: shape), try inputs.integers(2).broadcast(to: shape)
      )
      let scalars = choices.indices.map { place in
        choices[place] != 0 ? first.scalars[place] : second.scalars[place]
      }
      return .integers(Integers(scalars, shape: shape, type: first.type))
    }
    let count = choices.count
    // Both one after another, of which one is taken at each place: a product with the mask would make NaN
    // of what is infinite.
    let both = try [inputs.floats(1), inputs.floats(2)].map {
      try $0.broadcast(to: shape).plain.reshaped(to: [count, 1])
    }
    let places = choices.enumerated().map { $0.element != 0 ? $0.offset : $0.offset + count }
    return .floats(
      Arranged(Tensor.concatenated(both).gathered(at: places).reshaped(to: Shape(shape))))
  }
}
