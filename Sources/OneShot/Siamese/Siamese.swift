import Autograd
import Basics
import Layers
import Tensor

/// Two copies of one leg with shared weights, a distance between their embeddings, and a head that
/// says how likely the two inputs are of one class.
///
/// Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015.
///
/// ```swift
/// let leg = Sequential {
///   Conv2D(32, kernel: 3, activation: .relu)
///   MaxPool2D()
///   Flatten()
///   Dense(128, activation: .sigmoid)
/// }
/// var siamese = try Siamese(leg, input: [28, 28, 1], distance: .meanSquared)
/// let probability = siamese(left, right)             // [n, 1]
/// let scores = siamese.score(queries, supports)      // [m, n]
/// ```
///
/// The probability is symmetric, exactly: swapping the inputs gives the same scalar.
public struct Siamese<Leg: Layer>: Parameterized {
  /// Embeds an input; both inputs go through the same one.
  public var leg: Leg
  /// Compares two embeddings.
  public let distance: Distance
  /// Takes the features of a pair to one scalar; with a sigmoid, to a probability.
  public var head: Dense
  /// The shape of one input, without the batch axis.
  public let input: Shape
  /// The size of an embedding.
  public let embeddingSize: Int

  /// Builds the network for inputs of shape `input`; parts that are already built keep their weights.
  ///
  /// - Parameters:
  ///   - leg: Embeds an input as a vector.
  ///   - input: The shape of one input, without the batch axis.
  ///   - distance: Compares two embeddings; default L1.
  ///   - head: Takes the features of a pair to one scalar; default nil: the distance's own head, a
  ///     `Dense(1)` with a sigmoid whose first weights suit it, see ``Distance/head``.
  ///   - seed: Determines the first weights; default 0.
  /// - Throws: `ShapeError` naming the layer that does not fit.
  public init(
    _ leg: Leg, input: Shape, distance: Distance = .l1,
    head: Dense? = nil, seed: UInt64 = 0
  ) throws(ShapeError) {
    self.leg = leg
    self.distance = distance
    self.head = head ?? distance.head
    self.input = input
    var random = SeededGenerator(seed: seed)
    let embedding = try self.leg.build(named: "leg", for: input, using: &random)
    guard embedding.rank == 1 else {
      throw ShapeError(
        "expected a leg that gives a vector, got \(embedding): end it with Flatten()", at: ["leg"])
    }
    embeddingSize = embedding[0]
    guard self.head.units == 1 else {
      throw ShapeError("expected a head with one unit, got \(self.head.units)", at: ["head"])
    }
    let features: Shape = [distance.features(for: embeddingSize)]
    _ = try self.head.build(named: "head", for: features, using: &random)
  }

  /// The embeddings of a batch, `[n] + input` to `[n, embeddingSize]`.
  public func embed(_ images: Tensor) -> Tensor {
    require(
      images.shape.droppingFirst == input,
      "Siamese: made for inputs \(input), got a batch of shape \(images.shape)")
    return leg(images)
  }

  /// The head's verdict on n pairs, `[n, 1]`: the probability that they are of one class.
  ///
  /// Both sides are embedded as one batch of 2n, so that batch norm sees them alike.
  public func callAsFunction(_ left: Tensor, _ right: Tensor) -> Tensor {
    require(
      left.shape == right.shape, "Siamese: sides of shapes \(left.shape) and \(right.shape) differ")
    let count = left.shape[0]
    let embeddings = embed(.concatenated([left, right]))
    return head(distance(embeddings[0..<count], embeddings[count..<2 * count]))
  }

  /// The head's verdict on every image of one batch with every image of another, `[m, n]`; each image
  /// is embedded once.
  public func score(_ a: Tensor, _ b: Tensor) -> Tensor {
    score(embeddings: embed(a), with: embed(b))
  }

  /// The head's verdict on every pair of embeddings, `[m, n]`.
  public func score(embeddings a: Tensor, with b: Tensor) -> Tensor {
    head.activation(logits(embeddings: a, with: b))
  }

  /// As `score(embeddings:with:)`, before the head's activation: what losses on logits take.
  public func logits(embeddings a: Tensor, with b: Tensor) -> Tensor {
    let weights = head.weight.value.reshaped(to: [head.weight.value.count])
    let sums = distance.allPairs(a, b, weights: weights)
    return head.bias.map { sums + $0.value } ?? sums
  }

  /// The head's verdict on each row of one matrix of embeddings with the row at the same place of
  /// another, before its activation: `[n, embeddingSize]` twice to `[n]`.
  public func logits(_ a: Tensor, _ b: Tensor) -> Tensor {
    let sums = distance(a, b).matmul(head.weight.value)
    return (head.bias.map { sums + $0.value } ?? sums).reshaped(to: [a.shape[0]])
  }

  /// The parameters of the leg under `leg` and those of the head under `head`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    visitor.visit(&head, named: "head")
  }

  /// The layers, output shapes and parameter counts.
  public func summary() -> Summary {
    do {
      let rows = try leg.summaryRows(for: input, named: "leg")
      let features: Shape = [distance.features(for: embeddingSize)]
      let pair = SummaryRow(
        layer: "distance (\(distance.name))", output: features, counting: NoParameters())
      return Summary(
        model: "Siamese", rows: rows + [pair] + (try head.summaryRows(for: features, named: "head"))
      )
    } catch {
      fatalError("Siamese: a built network refused its own input: \(error)")
    }
  }
}

private struct NoParameters: Parameterized {
  mutating func visit(_ visitor: inout some ParameterVisitor) {}
}
