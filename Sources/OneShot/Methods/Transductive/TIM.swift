import Autograd
import Basics
import Optimizers
import Tensor

/// Moves the prototypes so that they tell the support images apart, each query is judged surely, and the
/// queries together are of all classes.
///
/// With p the softmax of τ times the cosine of a feature with the prototypes, the loss is
///
/// λ · (the mean cross-entropy of p at the support images' classes)
/// − (the entropy of the mean of p over the queries) + α · (the mean entropy of p at the queries),
///
/// and Adam takes a number of steps along its gradient in each task. The last two terms are the mutual
/// information of queries and classes. Boudiaf, Ziko, Rony, Dolz, Piantanida and Ben Ayed, "Transductive
/// information maximization for few-shot learning", 2020, eqs. 2 to 4 (TIM-GD), there with squared distances of
/// features of length 1, from prototypes of any.
///
/// It sees all queries of a task, and the entropy of their mean is largest where each class is asked for as
/// often: it leans strongly toward that, the less the smaller ``marginalWeight`` is. One query
/// alone has no such information, and only the support images count.
public struct TIM<Features: TaskScorer>: TransductiveScorer {
  /// The method whose embeddings, as vectors, are the features.
  public let features: Features
  /// The number of steps.
  public let steps: Int
  /// The rate of Adam.
  public let learningRate: Float
  /// τ: what cosines are multiplied by.
  public let scale: Float
  /// λ: the weight of the support images' cross-entropy.
  public let supportWeight: Float
  /// The weight of the entropy of the queries' mean, 1 in the paper.
  public let marginalWeight: Float
  /// α: the weight of the queries' mean entropy.
  public let conditionalWeight: Float
  /// `tim`.
  public let name = "tim"

  /// Judges another method's embeddings.
  ///
  /// - Parameters:
  ///   - features: Embeds an image.
  ///   - steps: The number of steps, at least 0; default 100. The paper takes 1,000 of a tenth of the rate.
  ///   - learningRate: The rate of Adam, positive; default 0.001.
  ///   - scale: τ, positive; default 15, as in the paper.
  ///   - supportWeight: λ, not negative; default 0.1, as in the paper.
  ///   - marginalWeight: The weight of the entropy of the queries' mean, not negative; default 1.
  ///   - conditionalWeight: α, not negative; default 0.1, as in the paper.
  public init(
    _ features: Features, steps: Int = 100, learningRate: Float = 0.001, scale: Float = 15,
    supportWeight: Float = 0.1, marginalWeight: Float = 1, conditionalWeight: Float = 0.1
  ) {
    require(
      steps >= 0 && learningRate > 0 && scale > 0,
      "TIM: \(steps) steps, learning rate \(learningRate), scale \(scale)")
    require(
      supportWeight >= 0 && marginalWeight >= 0 && conditionalWeight >= 0,
      "TIM: expected weights of at least 0, got \(supportWeight), \(marginalWeight) and "
        + "\(conditionalWeight)")
    self.features = features
    self.steps = steps
    self.learningRate = learningRate
    self.scale = scale
    self.supportWeight = supportWeight
    self.marginalWeight = marginalWeight
    self.conditionalWeight = conditionalWeight
  }

  /// The cosines of the queries with the prototypes where they are in the end: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(
      name, queries: queries.detached, support: support.detached)
    guard queries.shape[0] > 0 else { return .zeros([0, task.ways]) }
    let (x, examples) = (task.queryVectors.l2Normalized(), task.supportVectors.l2Normalized())
    var prototypes = Prototypes(weight: Parameter(task.means))
    var optimizer = Adam(learningRate: .constant(learningRate))
    for _ in 0..<steps {
      let (_, gradients) = gradient(of: &prototypes) {
        loss(examples, task.supportClasses, x, $0.weight.value)
      }
      optimizer.update(&prototypes, along: gradients)
    }
    return .pairwiseCosine(x, prototypes.weight.value)
  }

  private func loss(
    _ examples: Tensor, _ classes: Tensor, _ queries: Tensor, _ prototypes: Tensor
  ) -> Tensor {
    let directions = prototypes.l2Normalized()
    let known = (examples.matmulTransposed(directions) * scale).logSoftmax()
    let judged = (queries.matmulTransposed(directions) * scale).logSoftmax()
    let probabilities = judged.exp()
    let mean = probabilities.mean(axes: [0])
    let supportLoss = (known * classes).sum() * (-supportWeight / Float(examples.shape[0]))
    if queries.shape[0] == 1 { return supportLoss }
    return supportLoss
      + (mean * (mean + 1e-30).log()).sum() * marginalWeight
      - (probabilities * judged).sum() * (conditionalWeight / Float(queries.shape[0]))
  }
}

/// What a task's steps change.
private struct Prototypes: Parameterized {
  var weight: Parameter

  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, named: "weight")
  }
}
