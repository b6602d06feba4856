import Autograd
import Tensor

/// Puts a learned vector before each sequence, in which attention gathers what the whole sequence says.
///
/// Use it before ``PositionEmbedding`` and the ``TransformerBlock``s of a vision transformer; the first
/// vector of what they give is then the embedding of the image. Dosovitskiy et al., "An image is worth
/// 16×16 words", 2021, eq. 1; `class_token` of torchvision and `cls_token` of timm.
public struct ClassToken: Layer {
  /// `[features]`, at first 0.
  public var token = Parameter()

  /// A layer without settings.
  public init() {}

  /// `token`.
  public static var parts: [Part<ClassToken>] { [Part("token", \.token)] }

  /// Shapes the vector for the features: `[length, features]` becomes `[length + 1, features]`.
  ///
  /// - Throws: `ShapeError` if the input is no sequence, or has other features than the vector that the
  ///   layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 2 else {
      throw ShapeError("ClassToken expects a sequence [length, features], got \(input)")
    }
    try token.build([input[1]], named: "token") { .zeros([input[1]]) }
    return [input[0] + 1, input[1]]
  }

  /// `[count, length, features]` becomes `[count, length + 1, features]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let tokens = token.value.broadcast(to: [input.shape[0], 1, input.shape[2]])
    return .concatenated([tokens, input], axis: 1)
  }
}

extension ClassToken: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
