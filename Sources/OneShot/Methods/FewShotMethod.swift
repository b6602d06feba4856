import Autograd
import Basics
import Layers
import Tensor

/// A leg, and a differentiable way from the embeddings of a task to a logit for each class: what is
/// trained by ``episodeLoss(_:_:)`` and judged by an ``Evaluation``.
///
/// ```swift
/// var method = try PrototypicalNetwork(leg, input: dataset.imageShape)
/// let sampler = try TaskSampler(training, ways: 5, queries: 25)
/// let episodes = Batches.episodes(from: sampler, seed: 1)
/// try train(
///   &method, with: &optimizer, on: episodes, steps: 200
/// ) { method, episode in
///   episodeLoss(method, episode)
/// }
/// print(Evaluation(of: method, on: tasks))
/// ```
///
/// A method of your own has `logits(of:support:)`, a name, and parameters to visit.
public protocol FewShotMethod: Parameterized, TaskScorer {
  /// What embeds an image.
  associatedtype Leg: Layer

  /// Embeds each image, support and query alike.
  var leg: Leg { get }

  /// The shape of one image, without the batch axis.
  var input: Shape { get }

  /// A logit for each query and class: the softmax over the classes is their probability.
  ///
  /// - Parameters:
  ///   - queries: The embeddings of the queries: `[queries] + embedding`.
  ///   - support: The embeddings of k examples of each of N classes: `[ways, shots] + embedding`.
  /// - Returns: `[queries, ways]`.
  func logits(of queries: Tensor, support: Tensor) -> Tensor
}

extension FewShotMethod {
  /// The embeddings of a batch, `[count] + input` to `[count] + embedding`.
  public func embed(_ images: Tensor) -> Tensor {
    require(
      images.rank >= 1 && images.shape.droppingFirst == input,
      "\(name): made for inputs \(input), got a batch of shape \(images.shape)")
    return leg(images)
  }

  /// A logit for each query and class of the episode: `[queries, ways]`.
  ///
  /// Support and queries are embedded as one batch, so that batch norm sees them alike.
  public func logits(of episode: Episode) -> Tensor {
    let embeddings = embed(episode.images)
    let supports = episode.ways * episode.shots
    let support = embeddings[0..<supports].reshaped(
      to: Shape([episode.ways, episode.shots] + embeddings.shape.droppingFirst.dimensions))
    return checkedLogits(of: embeddings[supports..<embeddings.shape[0]], support: support)
  }

  /// The logits of each query and class: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    checkedLogits(of: queries, support: support)
  }

  private func checkedLogits(of queries: Tensor, support: Tensor) -> Tensor {
    let logits = logits(of: queries, support: support)
    require(
      logits.shape == [queries.shape[0], support.shape[0]],
      "\(name): expected logits [\(queries.shape[0]), \(support.shape[0])], got \(logits.shape)")
    return logits
  }
}

/// The softmax cross-entropy of the method's logits at the queries' classes, averaged: the loss of
/// episodic training.
///
/// Vinyals et al., "Matching networks for one shot learning", 2016, eq. 2: −log P(y | x, S).
///
/// - Returns: A scalar, of shape `[]`.
public func episodeLoss(_ method: some FewShotMethod, _ episode: Episode) -> Tensor {
  softmaxCrossEntropy(method.logits(of: episode), labels: episode.answers)
}
