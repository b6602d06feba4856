import OneShot
import Tensor

/// A method whose images are embedded by all processes of a group, each a part of every batch; scores
/// are computed by each of them.
///
/// ```swift
/// let evaluation = Evaluation(
///   of: SharedScorer(siamese, by: group), on: tasks, batchSize: 512)
/// ```
///
/// All processes evaluate the same. An embedding depends on its image alone, so the scores are those of
/// the method by itself.
public struct SharedScorer<Scorer: TaskScorer>: TaskScorer {
  /// The method.
  public let scorer: Scorer
  /// The processes.
  public let group: DistributedGroup
  /// That of the method.
  public var name: String { scorer.name }
  /// That of the method.
  public var isTransductive: Bool { scorer.isTransductive }

  /// The method, shared out among the processes of a group.
  public init(_ scorer: Scorer, by group: DistributedGroup) {
    (self.scorer, self.group) = (scorer, group)
  }

  /// The method's embeddings. A lost message ends the program.
  public func embed(_ images: Tensor) -> Tensor {
    do {
      return try group.rows(of: images) { scorer.embed($0) }
    } catch {
      fatalError("SharedScorer of \(name): \(error)")
    }
  }

  /// The method's scores.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    scorer.scores(of: queries, support: support)
  }
}

extension SharedScorer: PairScorer where Scorer: PairScorer {
  /// The method's scores.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor { scorer.scores(of: a, with: b) }

  /// The method's scores.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor { scorer.pairScores(of: a, b) }
}
