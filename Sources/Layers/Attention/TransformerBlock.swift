import Autograd
import Basics
import Tensor

/// Attention and two dense layers, each added to its input after layer norm: x + attention(norm(x)), then
/// x + output(hidden(norm(x))).
///
/// Use several of them one after another on sequences of vectors, such as patches of images; with the norm
/// first they train without a warm-up of the learning rate. Xiong et al., "On layer normalization in the
/// transformer architecture", 2020, figure 1b; PyTorch's `TransformerEncoderLayer` with `norm_first=True`,
/// `batch_first=True`, `activation="gelu"` and no dropout.
///
/// ```swift
/// Sequential {
///   for _ in 0..<4 { TransformerBlock(heads: 4, hidden: 256) }
///   LayerNorm()
/// }
/// ```
public struct TransformerBlock: Layer {
  /// Before the attention; PyTorch's `norm1`.
  public var attentionNorm: LayerNorm
  /// PyTorch's `self_attn`.
  public var attention: MultiHeadAttention
  /// Before the dense layers; PyTorch's `norm2`.
  public var hiddenNorm: LayerNorm
  /// PyTorch's `linear1`, its weight transposed, and the activation.
  public var hidden: Dense
  /// Back to the features; PyTorch's `linear2`, its weight transposed.
  public var output: Dense

  /// A block for sequences of any length and number of features.
  ///
  /// - Parameters:
  ///   - heads: The heads of the attention, which must divide the features.
  ///   - hidden: The units between the dense layers; as a rule four times the features.
  ///   - activation: Applied to them; default GELU.
  ///   - epsilon: Of both layer norms; default 1e-5, as in PyTorch. Vision transformers have 1e-6.
  public init(
    heads: Int, hidden: Int, activation: Activation = .gelu, epsilon: Float = 1e-5
  ) {
    attentionNorm = LayerNorm(epsilon: epsilon)
    hiddenNorm = LayerNorm(epsilon: epsilon)
    attention = MultiHeadAttention(heads: heads)
    self.hidden = Dense(hidden, activation: activation)
    // As many units as features, once they are known.
    output = Dense(1)
  }

  /// `attentionNorm`, `attention`, `hiddenNorm`, `hidden` and `output`.
  public static var parts: [Part<TransformerBlock>] {
    [
      Part("attentionNorm", \.attentionNorm), Part("attention", \.attention),
      Part("hiddenNorm", \.hiddenNorm), Part("hidden", \.hidden), Part("output", \.output),
    ]
  }

  /// Builds the parts for the features; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is no sequence `[length, features]` whose features the heads
  ///   divide, or has other features than weights that the layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try attentionNorm.build(named: "attentionNorm", for: input, using: &random)
    try attention.build(named: "attention", for: input, using: &random)
    try hiddenNorm.build(named: "hiddenNorm", for: input, using: &random)
    let units = try hidden.build(named: "hidden", for: [input[1]], using: &random)
    output = output.resized(to: input[1])
    try output.build(named: "output", for: units, using: &random)
    return input
  }

  /// `[count, length, features]`, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let attended = input + attention(attentionNorm(input))
    let (count, length, features) = (input.shape[0], input.shape[1], input.shape[2])
    let vectors = hiddenNorm(attended).reshaped(to: [count * length, features])
    return attended + output(hidden(vectors)).reshaped(to: input.shape)
  }
}

extension TransformerBlock: DescribedLayer {
  /// Its parts.
  public struct Form: Codable, Sendable {
    let attentionNorm: LayerNorm.Form
    let attention: MultiHeadAttention.Form
    let hiddenNorm: LayerNorm.Form
    let hidden: Dense.Form
    let output: Dense.Form
  }

  /// The settings.
  public var form: Form {
    Form(
      attentionNorm: attentionNorm.form, attention: attention.form, hiddenNorm: hiddenNorm.form,
      hidden: hidden.form, output: output.form)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    attentionNorm = try LayerNorm(form: form.attentionNorm)
    attention = try MultiHeadAttention(form: form.attention)
    hiddenNorm = try LayerNorm(form: form.hiddenNorm)
    hidden = try Dense(form: form.hidden)
    output = try Dense(form: form.output)
  }
}
