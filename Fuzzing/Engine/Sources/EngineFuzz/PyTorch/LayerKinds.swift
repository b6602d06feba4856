import OneShot

extension JudgedKind {
  static let layers: [String: JudgedKind] = [
    "activation": JudgedKind { judged, inputs in
      try Activation.named(judged.word("activation"), number: judged.number("number"))(inputs[0])
    },
    "dense": JudgedKind { judged, inputs in
      var layer = Dense(
        inputs[1].shape[1], activation: try .named(judged.word("activation")),
        usesBias: inputs.count > 2)
      layer.weight = Parameter(inputs[1])
      if inputs.count > 2 { layer.bias = Parameter(inputs[2]) }
      return layer(inputs[0])
    },
    "embedding": JudgedKind { judged, inputs in
      var layer = Embedding(inputs[0].shape[0], features: inputs[0].shape[1])
      layer.weight = Parameter(inputs[0])
      let ids = judged.sizes["ids"]!
      return layer(Tensor(ids.map(Float.init), shape: [1, ids.count]))
    },
    "prelu": JudgedKind { judged, inputs in
      var layer = PReLU(judged.word("sharing") == "shared" ? .shared : .perChannel)
      layer.slope = Parameter(inputs[1])
      return layer(inputs[0])
    },
    "scales of layers": JudgedKind { judged, inputs in
      var layer = LayerScale()
      layer.scale = Parameter(inputs[1])
      return layer(inputs[0])
    },
    "squeeze and excitation": JudgedKind { judged, inputs in
      var layer = SqueezeExcitation(judged.size("units"))
      try layer.build(for: inputs[0].shape.droppingFirst)
      (layer.reduce.weight, layer.reduce.bias) = (Parameter(inputs[1]), Parameter(inputs[2]))
      (layer.expand.weight, layer.expand.bias) = (Parameter(inputs[3]), Parameter(inputs[4]))
      return layer(inputs[0])
    },
    "attention": JudgedKind { judged, inputs in
      attention(judged.size("heads"), inputs[1...])(inputs[0])
    },
    "transformer block": JudgedKind { judged, inputs in
      var layer = TransformerBlock(
        heads: judged.size("heads"), hidden: judged.size("hidden"),
        epsilon: judged.number("epsilon"))
      try layer.build(for: inputs[0].shape.droppingFirst)
      layer.attentionNorm.scale = Parameter(inputs[1])
      layer.attentionNorm.shift = Parameter(inputs[2])
      layer.attention = attention(judged.size("heads"), inputs[3...6])
      layer.hiddenNorm.scale = Parameter(inputs[7])
      layer.hiddenNorm.shift = Parameter(inputs[8])
      (layer.hidden.weight, layer.hidden.bias) = (Parameter(inputs[9]), Parameter(inputs[10]))
      (layer.output.weight, layer.output.bias) = (Parameter(inputs[11]), Parameter(inputs[12]))
      return layer(inputs[0])
    },
    "class token and positions": JudgedKind { judged, inputs in
      var (token, positions) = (ClassToken(), PositionEmbedding())
      token.token = Parameter(inputs[1])
      positions.weight = Parameter(inputs[2])
      return positions(token(inputs[0]))
    },
    "convolution block": JudgedKind(convolutionBlock) { judged, inputs in
      let images = inputs[0].shape
      return try Conv2D(inputs[1].shape[3], kernel: 3, padding: .same)
        .plan(for: images.droppingFirst, count: images[0]).steps.flatMap(\.convolutions).map(way)
    },
  ]

  private static func attention(
    _ heads: Int, _ weights: ArraySlice<Tensor>
  ) -> MultiHeadAttention {
    let parameters = weights.map { Parameter($0) }
    var layer = MultiHeadAttention(heads: heads)
    (layer.inputWeight, layer.inputBias) = (parameters[0], parameters[1])
    (layer.outputWeight, layer.outputBias) = (parameters[2], parameters[3])
    return layer
  }

  private static let convolutionBlock: Value = { judged, inputs in
    var layer = ConvBlock(inputs[1].shape[3], pools: judged.isSet("pools"))
    layer.convolution.weight = Parameter(inputs[1])
    let trains = judged.isSet("trains")
    layer.normalization.scale = Parameter(trains ? inputs[2] : inputs[2].detached)
    layer.normalization.shift = Parameter(trains ? inputs[3] : inputs[3].detached)
    layer.normalization.runningMean = Parameter(inputs[4].detached, role: .statistic)
    layer.normalization.runningVariance = Parameter(inputs[5].detached, role: .statistic)
    layer.normalization.scale.isFrozen = !trains
    layer.normalization.shift.isFrozen = !trains
    return layer(inputs[0])
  }
}
