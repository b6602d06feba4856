import OneShot

/// Rows of layers for images, many of which are computed as one.
enum ImageLayers {
  static func row(for input: Shape, _ draw: inout Draw) -> [any Layer] {
    switch draw.int(0...11) {
    case 0...3: convolutionAndMore(input, &draw)
    case 4: chain(&draw)
    case 5: residual(input, &draw)
    case 6: [pooling(&draw)]
    case 7: [normalization(input, &draw), RandomNetwork.activation(&draw)]
    case 8: branches(input, &draw)
    case 9: others(input, &draw)
    case 10: [Recomputed { ConvBlock(draw.channels(20), pools: draw.one(in: 2)) }]
    default: ending(&draw)
    }
  }

  /// A convolution, and perhaps batch norm, an activation and pooling.
  private static func convolutionAndMore(_ input: Shape, _ draw: inout Draw) -> [any Layer] {
    var row = [convolution(input, &draw)]
    if draw.one(in: 2) { row.append(BatchNorm(epsilon: 1e-5)) }
    if draw.one(in: 2) { row.append(RandomNetwork.activation(&draw)) }
    if draw.one(in: 3) { row.append(draw.one(in: 3) ? pooling(&draw) : MaxPool2D()) }
    return row
  }

  private static func convolution(_ input: Shape, _ draw: inout Draw) -> any Layer {
    let kernel = draw.one(of: [1, 2, 3, 3, 3, 4, 5, 7])
    let activation = draw.one(in: 2) ? Activation.linear : RandomNetwork.activation(&draw)
    let usesBias = draw.one(in: 2)
    switch draw.int(0...7) {
    case 0:
      return DepthwiseConv2D(
        kernel: kernel, strides: draw.int(1...2), padding: padding(&draw),
        dilation: draw.one(in: 4) ? 2 : 1, multiplier: draw.one(in: 3) ? 2 : 1,
        activation: activation, usesBias: usesBias)
    case 1:
      return SeparableConv2D(
        draw.channels(), kernel: kernel, padding: padding(&draw), activation: activation)
    case 2:
      return ConvTranspose2D(
        draw.channels(20), kernel: kernel, strides: draw.int(1...2), activation: activation,
        usesBias: usesBias)
    case 3:
      let groups = draw.one(of: (1...8).filter { input[2].isMultiple(of: $0) })
      return Conv2D(
        groups * draw.int(1...4), kernel: kernel, padding: padding(&draw), groups: groups,
        activation: activation, usesBias: usesBias)
    case 4:
      return Conv2D(
        draw.channels(), kernel: (kernel, draw.int(1...5)),
        strides: (draw.int(1...3), draw.int(1...3)), padding: padding(&draw),
        dilation: (draw.int(1...2), 1), activation: activation, usesBias: usesBias)
    default:
      return Conv2D(
        draw.channels(), kernel: kernel, strides: draw.one(in: 5) ? 2 : 1,
        padding: padding(&draw), activation: activation, usesBias: usesBias)
    }
  }

  /// Convolutions of which inference makes one pass.
  private static func chain(_ draw: inout Draw) -> [any Layer] {
    let expansion = draw.one(of: [draw.channels(40), 8, 16])
    return [
      Conv2D(expansion, kernel: 1, usesBias: false), BatchNorm(), Activation.relu6,
      DepthwiseConv2D(kernel: draw.one(of: [3, 5]), strides: draw.int(1...2), padding: .same),
      RandomNetwork.activation(&draw), Conv2D(draw.channels(40), kernel: 1), BatchNorm(),
    ]
  }

  private static func residual(_ input: Shape, _ draw: inout Draw) -> [any Layer] {
    let channels = draw.one(in: 2) ? input[2] : draw.channels(30)
    let layers: [any Layer] = [
      Conv2D(channels, kernel: 3, padding: .same, usesBias: false), BatchNorm(), Activation.relu,
      Conv2D(channels, kernel: draw.one(of: [1, 3]), padding: .same),
    ]
    let more: [any Layer] = draw.one(in: 2) ? [SqueezeExcitation(3)] : [BatchNorm()]
    let drop: [any Layer] = draw.one(in: 3) ? [StochasticDepth(0.3)] : []
    let shortcut: [any Layer] = [Conv2D(channels, kernel: 1, usesBias: false), BatchNorm()]
    let block = Residual(
      Sequential(layers + more + drop),
      shortcut: channels == input[2] ? nil : Sequential(shortcut),
      activation: RandomNetwork.activation(&draw))
    return draw.one(in: 2) ? [block, MaxPool2D()] : [block]
  }

  private static func branches(_ input: Shape, _ draw: inout Draw) -> [any Layer] {
    let first = draw.channels(20)
    let second = draw.channels(20)
    return [
      Parallel([
        Sequential([Conv2D(first, kernel: 1, activation: .relu)]),
        Sequential([
          Conv2D(second, kernel: draw.one(of: [3, 5]), padding: .same), BatchNorm(),
          RandomNetwork.activation(&draw),
        ]),
        Sequential([MaxPool2D(3, strides: 1, padding: .same)]),
      ])
    ]
  }

  private static func others(_ input: Shape, _ draw: inout Draw) -> [any Layer] {
    switch draw.int(0...6) {
    case 0: [UpSample2D(2, interpolation: draw.one(in: 2) ? .nearest : .bilinear)]
    case 1: [ZeroPad2D(top: draw.int(0...2), left: 1, bottom: 0, right: draw.int(0...3))]
    case 2: [ReflectPad2D(draw.int(0...2))]
    case 3: [PReLU()]
    case 4: [SqueezeExcitation(draw.int(1...8), scaleActivation: .hardSigmoid)]
    case 5: [DropBlock(0.2, blockSize: 3)]
    default: [Dropout(0.2), LayerScale(0.3)]
    }
  }

  private static func ending(_ draw: inout Draw) -> [any Layer] {
    switch draw.int(0...4) {
    case 0: [Flatten()]
    case 1: [GlobalAveragePool2D()]
    case 2: [GlobalMaxPool2D()]
    case 3: [AdaptiveAveragePool2D(height: draw.int(1...3), width: draw.int(1...4))]
    default: [PixelSequence()]
    }
  }

  static func pooling(_ draw: inout Draw) -> any Layer {
    let size = draw.int(2...3)
    let padding = draw.one(of: [Padding.valid, .same, .zeros(1)])
    if draw.one(in: 2) {
      return MaxPool2D(
        size, strides: draw.int(1...3), padding: padding, roundsUp: draw.one(in: 3))
    }
    return AveragePool2D(
      size, strides: draw.int(1...3), padding: padding, countsPadding: draw.one(in: 2),
      roundsUp: draw.one(in: 3))
  }

  /// Of so few scalars that two of them decide, the gradient of a norm is all cancellation: none of those.
  private static func normalization(_ input: Shape, _ draw: inout Draw) -> any Layer {
    let isFew = input[0] * input[1] < 8 || input[2] < 8
    if isFew { return BatchNorm() }
    let groups = draw.one(of: (1...8).filter { input[2].isMultiple(of: $0) })
    return switch draw.int(0...3) {
    case 0: GroupNorm(groups)
    case 1: InstanceNorm()
    case 2: LayerNorm()
    default: BatchNorm(momentum: 0.8, runningEstimate: draw.one(in: 2) ? .biased : .unbiased)
    }
  }

  static func padding(_ draw: inout Draw) -> Padding {
    draw.one(of: [
      .valid, .same, .same, .zeros(1), .zeros(height: 0, width: 2),
      .zeros(top: draw.int(0...3), left: draw.int(0...3), bottom: draw.int(0...3), right: 0),
    ])
  }
}
