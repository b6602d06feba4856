import OneShot

/// A network of random layers whose shapes fit, built and with weights that are not those of a start.
struct RandomNetwork {
  var layers: Sequential
  let input: Shape
  let output: Shape

  /// At most so many layers or rows of them, for inputs of at most so many scalars.
  init(_ draw: inout Draw, length: Int = 6, largest: Int = 4_000) {
    input = Self.input(&draw, largest: largest)
    var (layers, shape): ([any Layer], Shape) = ([], input)
    for _ in 0..<draw.int(1...length) {
      guard let (row, output) = Self.row(after: shape, &draw, largest: 2 * largest) else {
        continue
      }
      layers += row
      shape = output
    }
    self.layers = Sequential(layers)
    output = shape
    build(&draw)
  }

  /// The architecture, from which together with the seed the network can be made again.
  var description: String {
    (try? Architecture(layers, input: input).json().filter { !$0.isWhitespace }) ?? "\(layers)"
  }

  /// The ways in which its convolutions are computed for so many inputs.
  func ways(for count: Int) throws -> [String] {
    try layers.plan(for: input, count: count).steps.flatMap(\.convolutions).map(way)
  }

  private static func input(_ draw: inout Draw, largest: Int) -> Shape {
    if draw.one(in: 8) { return [draw.channels()] }
    while true {
      let (height, width) = (draw.int(1...24), draw.int(1...24))
      let shape: Shape = [height, draw.one(in: 2) ? height : width, draw.channels(40)]
      if shape.count <= largest { return shape }
    }
  }

  /// Layers that fit, found by trying: most that are drawn do.
  private static func row(
    after input: Shape, _ draw: inout Draw, largest: Int
  ) -> ([any Layer], Shape)? {
    for _ in 0..<8 {
      let row =
        input.rank == 3
        ? ImageLayers.row(for: input, &draw)
        : input.rank == 2 ? sequenceLayers(for: input, &draw) : vectorLayers(for: input, &draw)
      if let output = try? Sequential(row).outputShape(for: input), output.count <= largest,
        output.count > 0
      {
        return (row, output)
      }
    }
    return nil
  }

  private static func vectorLayers(for input: Shape, _ draw: inout Draw) -> [any Layer] {
    switch draw.int(0...6) {
    case 0: [Dense(draw.channels(), activation: activation(&draw), usesBias: !draw.one(in: 4))]
    case 1: [Dense(draw.channels(), usesBias: !draw.one(in: 4)), BatchNorm(), activation(&draw)]
    case 2: [Dense(draw.channels()), activation(&draw), Dropout(0.3)]
    case 3 where input.count >= 8: [LayerNorm(), activation(&draw)]
    case 4: [BatchNorm(epsilon: 1e-5, runningEstimate: .unbiased)]
    case 5: [PReLU(draw.one(in: 2) ? .shared : .perChannel)]
    default:
      [
        Residual(
          Sequential([Dense(input.count), activation(&draw)]), activation: activation(&draw))
      ]
    }
  }

  private static func sequenceLayers(for input: Shape, _ draw: inout Draw) -> [any Layer] {
    switch draw.int(0...5) {
    case 0: [ClassToken(), PositionEmbedding()]
    case 1: [MultiHeadAttention(heads: draw.int(1...3))]
    case 2 where input[1] >= 8:
      [TransformerBlock(heads: draw.int(1...3), hidden: draw.channels(20))]
    case 3 where input[1] >= 8: [LayerNorm(), LayerScale(0.5)]
    case 4: [FirstInSequence()]
    default: [Flatten()]
    }
  }

  /// One of the library's, those that are computed with a convolution more often.
  static func activation(_ draw: inout Draw) -> Activation {
    if draw.one(in: 2) {
      return draw.one(of: [.linear, .relu, .relu, .relu6, .leakyReLU(slope: 0.2)])
    }
    return draw.one(of: [
      .linear, .relu, .sigmoid, .tanh, .softplus, .softmax, .relu6, .silu, .gelu, .geluTanh,
      .hardSigmoid, .hardSwish, .elu(alpha: 0.7), .leakyReLU(),
    ])
  }

  private mutating func build(_ draw: inout Draw) {
    do {
      try layers.build(for: input, seed: draw.random.next())
    } catch {
      fatalError("a network that was tried is not built: \(error)")
    }
    layers.forEachParameter { path, parameter in
      let noise = draw.normal(parameter.value.shape)
      switch path.split(separator: ".").last {
      case "weight", "inputWeight", "outputWeight": break
      case "scale": parameter.value = 1 + noise * 0.5
      case "runningVariance": parameter.value = noise.square() + 0.1
      default: parameter.value = noise * 0.5
      }
    }
  }
}

/// A way without its sizes: `3×3, 8 → 16, Toom–Cook, tiles of 6×6` is `Toom–Cook`.
func way(_ convolution: String) -> String {
  let parts = convolution.split(separator: ",").map { $0.drop { $0 == " " } }
  let kernel = parts[0] == "1×1" ? " 1×1" : ""
  let isGrouped = parts.count > 1 && parts[1].contains("groups")
  let isChained = convolution.hasSuffix("in a chain")
  return (parts.count > 2 ? String(parts[2]) : convolution) + kernel
    + (isGrouped ? " in groups" : "") + (isChained ? ", in a chain" : "")
}
