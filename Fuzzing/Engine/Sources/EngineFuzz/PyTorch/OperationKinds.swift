import OneShot

extension JudgedKind {
  static let operations: [String: JudgedKind] = [
    "function of scalars": JudgedKind { judged, inputs in
      try one(of: functions, judged)(inputs[0])
    },
    "power and clipping": JudgedKind { judged, inputs in
      let (x, number) = (inputs[0], judged.number("number"))
      return switch judged.word("function") {
      case "pow": x.pow(number)
      case "clipped": x.clipped(to: -abs(number)...abs(number))
      case "plus": x + number
      case "times": x * number
      case "minusFrom": number - x
      default: number / x
      }
    },
    "function of two tensors": JudgedKind { judged, inputs in
      try one(of: binary, judged)(inputs[0], inputs[1])
    },
    "comparison": JudgedKind { judged, inputs in
      try one(of: comparisons, judged)(inputs[0], inputs[1])
    },
    "choice by a condition": JudgedKind { judged, inputs in
      let (x, y) = (inputs[0], inputs[1])
      let condition = x.detached .> y.detached
      return condition * x + (1 - condition) * (x * y)
    },
    "matrix product": JudgedKind { judged, inputs in
      judged.word("function") == "matmul"
        ? inputs[0].matmul(inputs[1]) : inputs[0].matmulTransposed(inputs[1])
    },
    "batched matrix product": JudgedKind { judged, inputs in
      judged.word("function") == "matmul"
        ? inputs[0].batchMatmul(inputs[1]) : inputs[0].batchMatmulTransposed(inputs[1])
    },
    "infinities and NaN": JudgedKind { judged, inputs in
      if inputs.count > 1 {
        return try one(of: binary.merging(comparisons) { first, _ in first }, judged)(
          inputs[0], inputs[1])
      }
      if let function = functions[judged.word("function")] { return function(inputs[0]) }
      return switch judged.word("function") {
      case "max": inputs[0].max(axes: [-1])
      case "min": inputs[0].min(axes: [-1])
      case "sum": inputs[0].sum(axes: [0])
      case "clipped": inputs[0].clipped(to: -2...2)
      case "logSoftmax": inputs[0].logSoftmax()
      case "logSumExp": inputs[0].logSumExp()
      case "leakyReLU": inputs[0].leakyReLU()
      case "elu": inputs[0].elu()
      default: try Activation.named(judged.word("function"))(inputs[0])
      }
    },
    "softmax": JudgedKind { judged, inputs in
      switch judged.word("function") {
      case "softmax": inputs[0].softmax()
      case "logSoftmax": inputs[0].logSoftmax()
      default: inputs[0].logSumExp()
      }
    },
    "reduction": JudgedKind { judged, inputs in
      let (axes, keeps) = (judged.sizes["axes"]!, judged.isSet("keeps"))
      return switch judged.word("function") {
      case "sum": inputs[0].sum(axes: axes, keepingDimensions: keeps)
      case "mean": inputs[0].mean(axes: axes, keepingDimensions: keeps)
      case "max": inputs[0].max(axes: axes, keepingDimensions: keeps)
      default: inputs[0].min(axes: axes, keepingDimensions: keeps)
      }
    },
    "distances": JudgedKind { judged, inputs in
      let (a, b, weights) = (inputs[0], inputs[1], inputs.count > 2 ? inputs[2] : nil)
      return switch judged.word("function") {
      case "pairwiseL1": .pairwiseL1(a, b, weights: weights)
      case "pairwiseSquaredL2": .pairwiseSquaredL2(a, b, weights: weights)
      default: .pairwiseCosine(a, b)
      }
    },
    "linear algebra": JudgedKind { judged, inputs in
      judged.word("function") == "solving"
        ? try inputs[0].solving(inputs[1]) : try inputs[0].cholesky()
    },
  ]

  private static let functions: [String: @Sendable (Tensor) -> Tensor] = [
    "log": { $0.log() }, "sqrt": { $0.sqrt() }, "reciprocal": { $0.reciprocal() },
    "abs": { $0.abs() }, "exp": { $0.exp() }, "square": { $0.square() },
    "sigmoid": { $0.sigmoid() }, "tanh": { $0.tanh() }, "errorFunction": { $0.errorFunction() },
    "negate": { -$0 }, "softplus": { $0.softplus() },
  ]

  private static let binary: [String: @Sendable (Tensor, Tensor) -> Tensor] = [
    "plus": { $0 + $1 }, "minus": { $0 - $1 }, "times": { $0 * $1 }, "over": { $0 / $1 },
    "maximum": { .maximum($0, $1) }, "minimum": { .minimum($0, $1) },
    "reluOfSum": { $0.relu(adding: $1) },
    "leakyReLUOfSum": { $0.leakyReLU(adding: $1, slope: 0.2) },
  ]

  private static let comparisons: [String: @Sendable (Tensor, Tensor) -> Tensor] = [
    "less": { $0 .< $1 }, "lessOrEqual": { $0 .<= $1 }, "greater": { $0 .> $1 },
    "greaterOrEqual": { $0 .>= $1 }, "equal": { $0 .== $1 }, "notEqual": { $0 .!= $1 },
  ]

  private static func one<Function>(
    of functions: [String: Function], _ judged: JudgedCase
  ) throws -> Function {
    guard let function = functions[judged.word("function")] else {
      throw JudgeError("a function \(judged.word("function"))")
    }
    return function
  }
}
