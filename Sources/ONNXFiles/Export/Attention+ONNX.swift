import Autograd
import Layers
import Tensor

extension PixelSequence: ONNXWritable {
  /// As `Reshape`, of images with their channels last.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.reshaped(input, to: [input.shape[0] * input.shape[1], input.shape[2]])
  }
}

extension FirstInSequence: ONNXWritable {
  /// As `Slice` and `Flatten`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let bounds = [[0], [1], [1]].map { graph.constant($0) }
    let first = graph.add("Slice", [input] + bounds, shape: [1, input.shape[1]])
    return graph.add("Flatten", [first], ["axis": .int(1)], shape: [input.shape[1]])
  }
}

extension ClassToken: ONNXWritable {
  /// As `Concat` with the token, repeated for each sample.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let features = input.shape[1]
    let token = graph.parameter("token", token.value)
    let bounds = [[0], [1], [1]].map { graph.constant($0) }
    // The first vectors times 0 are as many as there are samples.
    let first = graph.add("Slice", [input] + bounds, shape: [1, features])
    let none = graph.multiplied(first, graph.constant(Tensor(0)))
    let tokens = graph.add("Add", [none, token], shape: [1, features])
    return graph.add(
      "Concat", [tokens, input], ["axis": .int(1)], shape: [input.shape[0] + 1, features])
  }
}

extension PositionEmbedding: ONNXWritable {
  /// As a sum.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    graph.add("Add", [input, graph.parameter("weight", weight.value)], shape: input.shape)
  }
}

extension MultiHeadAttention: ONNXWritable {
  /// As products of matrices and `Softmax`.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let (length, size) = (input.shape[0], input.shape[1])
    let width = size / heads
    let projected = graph.affine(
      input, graph.parameter("inputWeight", inputWeight.value),
      graph.parameter("inputBias", inputBias.value), size: 3 * size)
    let parts = graph.reshaped(projected, to: [length, 3, heads, width])
    let moved = graph.add(
      "Transpose", [parts], ["perm": .ints([2, 0, 3, 1, 4])], shape: [heads, length, width])
    // One of the three, without its axis.
    func part(_ index: Int) -> ONNXValue {
      let place = graph.constant([index])
      let taken = graph.add("Gather", [moved, place], ["axis": .int(0)], shape: moved.shape)
      return graph.add("Squeeze", [taken, graph.constant([0])], shape: moved.shape)
    }
    let scale = graph.constant(Tensor(1 / Float(width).squareRoot()))
    let queries = graph.multiplied(part(0), scale)
    let keys = graph.add(
      "Transpose", [part(1)], ["perm": .ints([0, 1, 3, 2])], shape: [heads, width, length],
      isChannelsFirst: false)
    let likeness = graph.add("MatMul", [queries, keys], shape: [heads, length, length])
    let shares = graph.add("Softmax", [likeness], ["axis": .int(-1)], shape: likeness.shape)
    let means = graph.add("MatMul", [shares, part(2)], shape: moved.shape)
    let rows = graph.add(
      "Transpose", [means], ["perm": .ints([0, 2, 1, 3])], shape: [length, heads, width])
    return graph.affine(
      graph.reshaped(rows, to: input.shape), graph.parameter("outputWeight", outputWeight.value),
      graph.parameter("outputBias", outputBias.value), size: size)
  }
}

extension TransformerBlock: ONNXWritable {
  /// As its parts.
  public func write(
    _ input: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let normalized = try graph.add(attentionNorm, named: "attentionNorm", input)
    let means = try graph.add(attention, named: "attention", normalized)
    let attended = graph.add("Add", [input, means], shape: input.shape)
    let again = try graph.add(hiddenNorm, named: "hiddenNorm", attended)
    let hidden = try graph.add(hidden, named: "hidden", again)
    let output = try graph.add(output, named: "output", hidden)
    return graph.add("Add", [attended, output], shape: input.shape)
  }
}

extension ONNXGraph {
  /// All vectors of a sequence times a matrix, plus a bias.
  fileprivate mutating func affine(
    _ input: ONNXValue, _ weight: ONNXValue, _ bias: ONNXValue, size: Int
  ) -> ONNXValue {
    let shape = Shape(input.shape.dimensions.dropLast() + [size])
    return add("Add", [add("MatMul", [input, weight], shape: shape), bias], shape: shape)
  }
}
