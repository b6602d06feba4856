import Autograd
import Layers
import Tensor

/// What a network makes of two fixed images, by which a file tells whether the network that it is read
/// for computes what the one that was saved did: names and shapes of weights do not say how they are
/// used.
struct ModelProbe {
  /// `[2, embeddingSize]`.
  let embeddings: Tensor
  /// The head's value for the two before and after its activation, `[2]`.
  let verdict: Tensor

  init(embeddings: Tensor, verdict: Tensor) {
    self.embeddings = embeddings
    self.verdict = verdict
  }

  init(of siamese: Siamese<some Layer>) {
    var random = SeededGenerator(seed: 1)
    embeddings = siamese.embed(.uniform(siamese.input.prepending(2), using: &random)).detached
    let score = siamese.logits(embeddings[0..<1], embeddings[1..<2]).detached.reshaped(to: [1, 1])
    verdict = Tensor([score.item, siamese.head.activation(score).item])
  }

  /// Whether the two are the same but for rounding, which differs between machines.
  func agrees(with other: ModelProbe) -> Bool {
    Self.agree(embeddings, other.embeddings) && Self.agree(verdict, other.verdict)
  }

  private static func agree(_ a: Tensor, _ b: Tensor) -> Bool {
    guard a.shape == b.shape else { return false }
    let scale = max(1, b.abs().max().item)
    return (a - b).abs().max().item <= 1e-3 * scale
  }
}
