import Autograd
import Layers
import Tensor

extension Activation: ONNXWritable {
  /// As an operator of its name, or made of others.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    func one(_ type: String, _ attributes: [String: ONNXAttribute] = [:]) -> ONNXValue {
      graph.add(type, [input], attributes, shape: input.shape)
    }
    switch kind {
    case .linear: return input
    case .relu: return one("Relu")
    case .sigmoid: return one("Sigmoid")
    case .tanh: return one("Tanh")
    case .softplus: return one("Softplus")
    case .softmax: return one("Softmax", ["axis": .int(input.isChannelsFirst ? 1 : -1)])
    case .hardSwish: return one("HardSwish")
    case .hardSigmoid: return one("HardSigmoid", ["alpha": .float(1 / 6), "beta": .float(0.5)])
    case .elu(let alpha): return one("Elu", ["alpha": .float(alpha)])
    case .leakyReLU(let slope): return one("LeakyRelu", ["alpha": .float(slope)])
    case .relu6:
      let (low, high) = (graph.constant(Tensor(0)), graph.constant(Tensor(6)))
      return graph.add("Clip", [input, low, high], shape: input.shape)
    case .silu: return graph.multiplied(input, one("Sigmoid"))
    case .gelu: return gelu(input, to: &graph)
    case .geluTanh: return geluTanh(input, to: &graph)
    case .custom:
      throw ShapeError(
        "Activation(\"\(name)\") does not say how it is written to an ONNX file: use one of the "
          + "library's, or a layer of your own that conforms to ONNXWritable")
    }
  }

  /// x · (1 + erf(x / √2)) / 2.
  private func gelu(_ input: ONNXValue, to graph: inout ONNXGraph) -> ONNXValue {
    let scaled = graph.multiplied(input, graph.constant(Tensor(Float(0.5).squareRoot())))
    let error = graph.add("Erf", [scaled], shape: input.shape)
    return half(input, error, to: &graph)
  }

  /// x · (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.
  private func geluTanh(_ input: ONNXValue, to graph: inout ONNXGraph) -> ONNXValue {
    let square = graph.multiplied(input, input)
    let cube = graph.multiplied(square, input)
    let term = graph.multiplied(cube, graph.constant(Tensor(0.044_715)))
    let sum = graph.add("Add", [input, term], shape: input.shape)
    let scaled = graph.multiplied(sum, graph.constant(Tensor(0.797_884_56)))
    return half(input, graph.add("Tanh", [scaled], shape: input.shape), to: &graph)
  }

  private func half(
    _ input: ONNXValue, _ share: ONNXValue, to graph: inout ONNXGraph
  ) -> ONNXValue {
    let one = graph.constant(Tensor(1))
    let more = graph.add("Add", [share, one], shape: input.shape)
    return graph.multiplied(
      graph.multiplied(input, more), graph.constant(Tensor(0.5)))
  }
}

extension PReLU: ONNXWritable {
  /// As `PRelu`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let slope = graph.channelParameter("slope", slope.value, for: input)
    return graph.add("PRelu", [input, slope], shape: input.shape)
  }
}

extension ONNXGraph {
  /// The product of two values, the second of which may be repeated.
  mutating func multiplied(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    add("Mul", [a, b], shape: a.shape)
  }

  /// A vector with a scalar for each channel, so that it is repeated over the pixels of `value`.
  mutating func channelParameter(
    _ name: String, _ vector: Tensor, for value: ONNXValue
  ) -> ONNXValue {
    let isImage = value.isChannelsFirst && vector.count > 1
    return parameter(name, isImage ? vector.reshaped(to: [vector.count, 1, 1]) : vector)
  }
}
