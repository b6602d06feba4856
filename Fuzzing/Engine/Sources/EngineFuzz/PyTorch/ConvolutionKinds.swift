import OneShot

extension JudgedKind {
  static let convolutions: [String: JudgedKind] = [
    "conv2d": convolution, "conv2d, large": convolution, "conv2d in groups": convolution,
    "depthwise": JudgedKind { judged, inputs in
      inputs[0].depthwiseConvolved(
        with: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil, strides: judged.pair("strides"),
        padding: judged.padding, dilation: judged.pair("dilation"))
    },
    "separable": JudgedKind { judged, inputs in
      var layer = SeparableConv2D(
        judged.size("filters"), kernel: judged.size("kernel"), strides: judged.size("strides"),
        padding: judged.padding)
      layer.depthwise.weight = Parameter(inputs[1])
      layer.pointwise.weight = Parameter(inputs[2])
      layer.pointwise.bias = Parameter(inputs[3])
      return layer(inputs[0])
    },
    "transposed conv2d": JudgedKind { judged, inputs in
      inputs[0].transposeConvolved(
        with: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil, strides: judged.pair("strides"),
        padding: judged.padding, outputPadding: judged.pair("outputPadding"))
    },
  ]

  private static let convolution = JudgedKind { judged, inputs in
    try layer(judged, inputs)(inputs[0])
  } ways: { judged, inputs in
    let images = inputs[0].shape
    return try layer(judged, inputs).plan(for: images.droppingFirst, count: images[0]).steps
      .flatMap(\.convolutions).map(way)
  }

  private static func layer(_ judged: JudgedCase, _ inputs: [Tensor]) throws -> Conv2D {
    let weight = inputs[1].shape
    var layer = Conv2D(
      weight[3], kernel: (weight[0], weight[1]), strides: judged.pair("strides"),
      padding: judged.padding, dilation: judged.pair("dilation"), groups: judged.size("groups"),
      activation: try .named(judged.word("activation")), usesBias: inputs.count > 2)
    layer.weight = Parameter(inputs[1])
    if inputs.count > 2 { layer.bias = Parameter(inputs[2]) }
    return layer
  }
}
