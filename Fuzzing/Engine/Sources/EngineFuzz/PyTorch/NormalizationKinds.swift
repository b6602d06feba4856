import OneShot

extension JudgedKind {
  static let normalization: [String: JudgedKind] = [
    "batch norm while training": JudgedKind { judged, inputs in
      batchNorm(judged.number("epsilon"), inputs)(inputs[0])
    },
    "batch norm": JudgedKind { judged, inputs in
      var layer = batchNorm(judged.number("epsilon"), inputs)
      // Frozen, it uses the running statistics whether it trains or not.
      layer.scale.isFrozen = true
      layer.shift.isFrozen = true
      layer.runningMean = Parameter(inputs[3], role: .statistic)
      layer.runningVariance = Parameter(inputs[4], role: .statistic)
      return Sequential([layer, try Activation.named(judged.word("activation"))])(inputs[0])
    },
    "statistics of batch norm": JudgedKind { judged, inputs in
      var layer = BatchNorm(
        momentum: judged.number("momentum"),
        runningEstimate: judged.word("estimate") == "biased" ? .biased : .unbiased)
      try layer.build(for: inputs[0].shape.droppingFirst)
      layer.runningMean.value = inputs[1]
      layer.runningVariance.value = inputs[2]
      _ = gradient(of: &layer) { $0(inputs[0]).sum() }
      return .stacked([layer.runningMean.value, layer.runningVariance.value])
    },
    "group norm": JudgedKind { judged, inputs in
      var layer = GroupNorm(judged.size("groups"), epsilon: judged.number("epsilon"))
      (layer.scale, layer.shift) = (Parameter(inputs[1]), Parameter(inputs[2]))
      return layer(inputs[0])
    },
    "instance norm": JudgedKind { judged, inputs in
      var layer = InstanceNorm(epsilon: judged.number("epsilon"))
      (layer.scale, layer.shift) = (Parameter(inputs[1]), Parameter(inputs[2]))
      return layer(inputs[0])
    },
    "layer norm": JudgedKind { judged, inputs in
      var layer = LayerNorm(epsilon: judged.number("epsilon"))
      (layer.scale, layer.shift) = (Parameter(inputs[1]), Parameter(inputs[2]))
      return layer(inputs[0])
    },
    "l2 norm": JudgedKind { $1[0].l2Normalized() },
  ]

  private static func batchNorm(_ epsilon: Float, _ inputs: [Tensor]) -> BatchNorm {
    var layer = BatchNorm(epsilon: epsilon)
    (layer.scale, layer.shift) = (Parameter(inputs[1]), Parameter(inputs[2]))
    layer.runningMean = Parameter(.zeros(inputs[1].shape), role: .statistic)
    layer.runningVariance = Parameter(.ones(inputs[1].shape), role: .statistic)
    return layer
  }
}
