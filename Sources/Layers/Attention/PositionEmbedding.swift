import Autograd
import Tensor

/// Adds a learned vector to each vector of a sequence, a different one at each place.
///
/// Use it before attention, which knows no order. The sequences must have the length that the layer was
/// built for. Dosovitskiy et al., "An image is worth 16×16 words", 2021, eq. 1; `pos_embedding` of
/// torchvision and `pos_embed` of timm.
public struct PositionEmbedding: Layer {
  /// `[length, features]`.
  public var weight = Parameter()
  private let weightInitializer: Initializer

  /// A layer that finds length and features when the model is built.
  ///
  /// - Parameter weightInitializer: Default normal with deviation 0.02.
  public init(weightInitializer: Initializer = .normal(standardDeviation: 0.02)) {
    self.weightInitializer = weightInitializer
  }

  /// `weight`.
  public static var parts: [Part<PositionEmbedding>] { [Part("weight", \.weight)] }

  /// Shapes the vectors for the sequence; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is no sequence, or another one than vectors that the layer has
  ///   were made for.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 2 else {
      throw ShapeError("PositionEmbedding expects a sequence [length, features], got \(input)")
    }
    try weight.build(input, named: "weight") { weightInitializer(input, using: &random) }
    return input
  }

  /// `[count, length, features]`, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor { input + weight.value }
}

extension PositionEmbedding: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
