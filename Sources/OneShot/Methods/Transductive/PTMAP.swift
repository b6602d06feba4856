import Autograd
import Basics
import Tensor

/// Gives every class as many queries as any other, the nearest ones by optimal transport, and moves each
/// class's center to what it was given, again and again.
///
/// A feature v is first transformed to (v + ε)^β, of length 1, which makes features that pile up at 0, as they
/// do behind ReLU, more like normal ones; what is negative counts as 0. Then, for a number of steps, the
/// queries are assigned by ``balancedAssignment(costs:sharpness:tolerance:steps:)`` of their squared distances
/// from the centers, and each center goes a part of the way to the mean of its examples and its share of the
/// queries. Hu, Gripon and Pateux, "Leveraging the feature distribution in transfer-based few-shot learning",
/// 2021, eqs. 1 to 6 and algorithm 1 (PT-MAP).
///
/// It sees all queries of a task, and it presumes that each class is asked for as often: where that is so, it
/// gains much by it, and where it is not, it is wrong. With one query there is nothing to balance, and the
/// nearest center decides.
public struct PTMAP<Features: TaskScorer>: TransductiveScorer {
  /// The method whose embeddings, as vectors, are the features.
  public let features: Features
  /// β: the power of the transformation.
  public let power: Float
  /// λ: how sharply queries are assigned.
  public let sharpness: Float
  /// The number of times that the centers move.
  public let steps: Int
  /// α: which part of the way they go.
  public let rate: Float
  /// `pt-map`.
  public let name = "pt-map"

  /// Assigns another method's embeddings.
  ///
  /// - Parameters:
  ///   - features: Embeds an image; best without negative scalars.
  ///   - power: β, positive; default 0.5, as in the paper.
  ///   - sharpness: λ, positive; default 10, as in the paper.
  ///   - steps: The number of times that the centers move, at least 0; default 10.
  ///   - rate: α, in 0 … 1; default 0.2.
  public init(
    _ features: Features, power: Float = 0.5, sharpness: Float = 10, steps: Int = 10,
    rate: Float = 0.2
  ) {
    require(
      power > 0 && sharpness > 0 && steps >= 0 && (0...1).contains(rate),
      "PTMAP: power \(power), sharpness \(sharpness), \(steps) steps, rate \(rate)")
    self.features = features
    self.power = power
    self.sharpness = sharpness
    self.steps = steps
    self.rate = rate
  }

  /// How much of each query goes to each class: `[queries, ways]`; rows sum to 1.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(
      name, queries: queries.detached, support: support.detached)
    let (x, examples) = (transformed(task.queryVectors), transformed(task.supportVectors))
    let all = Tensor.concatenated([examples, x])
    var centers = TaskEmbeddings(
      name, queries: x, support: examples.reshaped(to: [task.ways, task.shots, task.size])
    ).means
    for _ in 0..<steps {
      let shares = Tensor.concatenated([task.supportClasses, assignment(of: x, to: centers)])
      let means =
        shares.transposed().matmul(all) / shares.sum(axes: [0]).expandingDimension(at: 1)
      centers = centers + (means - centers) * rate
    }
    return assignment(of: x, to: centers)
  }

  private func assignment(of x: Tensor, to centers: Tensor) -> Tensor {
    let costs = Tensor.pairwiseSquaredL2(x, centers)
    // Of one query each class would get the same.
    if x.shape[0] == 1 { return (costs * -sharpness).softmax() }
    return balancedAssignment(costs: costs, sharpness: sharpness)
  }

  private func transformed(_ features: Tensor) -> Tensor {
    (features.relu() + 1e-6).pow(power).l2Normalized()
  }
}
