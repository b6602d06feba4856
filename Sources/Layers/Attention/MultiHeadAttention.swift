import Autograd
import Basics
import Tensor

/// Lets each vector of a sequence look at all others: as many means of the sequence's values as there
/// are heads, weighed by softmax(q · k / √d), and a dense layer over them.
///
/// Use it where what belongs together is not side by side: sequences of patches of an image, or the
/// images of an episode. Its cost grows with the square of the sequence's length. It knows no order; add
/// positions to its input where order matters.
///
/// Vaswani et al., "Attention is all you need", 2017, eq. 1 and section 3.2.2.
///
/// PyTorch's `MultiheadAttention` with `batch_first=True` is the same with query = key = value:
/// `inputWeight` is its `in_proj_weight` transposed, with the columns of queries, keys and values one after
/// another and of each the heads one after another, `inputBias` its `in_proj_bias`, `outputWeight` its
/// `out_proj.weight` transposed and `outputBias` its `out_proj.bias`.
public struct MultiHeadAttention: Layer {
  /// `[features, 3 · features]`: queries, keys and values.
  public var inputWeight = Parameter()
  /// `[3 · features]`.
  public var inputBias = Parameter()
  /// `[features, features]`.
  public var outputWeight = Parameter()
  /// `[features]`.
  public var outputBias = Parameter()
  /// How many means each vector gets; divides the features.
  public let heads: Int

  /// A layer with so many heads, which must divide the features.
  public init(heads: Int) {
    require(heads > 0, "MultiHeadAttention: expected a positive number of heads, got \(heads)")
    self.heads = heads
  }

  /// `inputWeight` and `outputWeight` are matrices.
  public static func axes(of parameter: String) -> ParameterAxes {
    parameter.hasSuffix("Weight") ? .matrix : .same
  }

  /// `inputWeight`, `inputBias`, `outputWeight` and `outputBias`.
  public static var parts: [Part<MultiHeadAttention>] {
    [
      Part("inputWeight", \.inputWeight), Part("inputBias", \.inputBias),
      Part("outputWeight", \.outputWeight), Part("outputBias", \.outputBias),
    ]
  }

  /// Shapes the weights, Glorot uniform, and the biases, 0; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is no sequence `[length, features]` whose features the heads
  ///   divide, or has other features than weights that the layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 2, input[1] > 0, input[1] % heads == 0 else {
      throw ShapeError(
        "MultiHeadAttention(heads: \(heads)) expects a sequence [length, features] with a multiple "
          + "of \(heads) features, got \(input)")
    }
    let size = input[1]
    try inputWeight.build([size, 3 * size], named: "inputWeight") {
      Initializer.glorotUniform([size, 3 * size], using: &random)
    }
    try inputBias.build([3 * size], named: "inputBias") { .zeros([3 * size]) }
    try outputWeight.build([size, size], named: "outputWeight") {
      Initializer.glorotUniform([size, size], using: &random)
    }
    try outputBias.build([size], named: "outputBias") { .zeros([size]) }
    return input
  }

  /// `[count, length, features]`, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let (count, length, size) = (input.shape[0], input.shape[1], input.shape[2])
    let width = size / heads
    let projected =
      input.reshaped(to: [count * length, size]).matmul(inputWeight.value) + inputBias.value
    // [3, count · heads, length, width]
    let parts = projected.reshaped(to: [count, length, 3, heads, width])
      .transposed(permutation: [2, 0, 3, 1, 4])
      .reshaped(to: [3, count * heads, length, width])
    let queries = parts[0] * (1 / Float(width).squareRoot())
    let shares = queries.batchMatmulTransposed(parts[1]).softmax()
    let means = shares.batchMatmul(parts[2]).reshaped(to: [count, heads, length, width])
      .transposed(permutation: [0, 2, 1, 3]).reshaped(to: [count * length, size])
    return (means.matmul(outputWeight.value) + outputBias.value).reshaped(to: input.shape)
  }
}

extension MultiHeadAttention: DescribedLayer {
  /// The number of heads.
  public struct Form: Codable, Sendable {
    let heads: Int
  }

  /// The settings.
  public var form: Form { Form(heads: heads) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("heads", form.heads, 1))
    self.init(heads: form.heads)
  }
}
