import Autograd
import Basics
import Tensor

/// A learned vector for each of a number of ids: row i of `weight` for the id i.
///
/// Use it as the first layer for what is counted and not measured, such as words, classes or positions.
/// Ids are whole numbers from 0, as scalars of the input, which gets no gradient.
///
/// ```swift
/// var embedding = Embedding(1000, features: 64)
/// try embedding.build(for: [12])               // [12, 64]
/// ```
public struct Embedding: Layer {
  /// `[count, features]`.
  public var weight = Parameter()
  /// The number of ids.
  public let count: Int
  /// The length of a vector.
  public let features: Int
  private let weightInitializer: Initializer

  /// A layer for the ids 0 ..< `count`.
  ///
  /// - Parameters:
  ///   - count: The number of ids.
  ///   - features: The length of a vector.
  ///   - weightInitializer: Default normal with deviation 1, as in PyTorch.
  public init(
    _ count: Int, features: Int,
    weightInitializer: Initializer = .normal(standardDeviation: 1)
  ) {
    require(
      count > 0 && features > 0,
      "Embedding: expected positive sizes, got \(count) ids and \(features) features")
    self.count = count
    self.features = features
    self.weightInitializer = weightInitializer
  }

  /// `weight`.
  public static var parts: [Part<Embedding>] { [Part("weight", \.weight)] }

  /// Makes the vectors; they are a new last axis.
  ///
  /// - Throws: `ShapeError` if vectors that the layer has are of another number or length.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let shape: Shape = [count, features]
    try weight.build(shape, named: "weight") { weightInitializer(shape, using: &random) }
    return Shape(input.dimensions + [features])
  }

  /// A vector for each id, along a new last axis: `[count, tokens]` becomes `[count, tokens, features]`.
  /// Scalars that are no ids are a programming error.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let ids = input.scalars.map { scalar in
      guard let id = Int(exactly: scalar), (0..<count).contains(id) else {
        fatalError("Embedding: expected whole numbers in 0..<\(count), got \(scalar)")
      }
      return id
    }
    return weight.value.gathered(at: ids)
      .reshaped(to: Shape(input.shape.dimensions + [features]))
  }
}

extension Embedding: DescribedLayer {
  /// The number of ids and the length of a vector.
  public struct Form: Codable, Sendable {
    let count: Int
    let features: Int
  }

  /// The settings.
  public var form: Form { Form(count: count, features: features) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("count", form.count, 1), ("features", form.features, 1))
    self.init(form.count, features: form.features)
  }
}
