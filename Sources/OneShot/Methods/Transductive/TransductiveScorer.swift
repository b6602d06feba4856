import Tensor

/// A method that looks at all queries of a task at once: what it says of one depends on the others.
///
/// It knows more than a method that answers each query for itself, so reports keep the two apart; see
/// ``TaskScorer/isTransductive``. An ``Evaluation`` gives it all queries of a task together. Some of these
/// methods also presume that each class is asked for as often as any other, which their comments say.
///
/// Its features are those that another method embeds: of a bare leg a ``NearestCentroid``'s.
///
/// ```swift
/// let features = NearestCentroid(leg, transform: .normalized)
/// print(Evaluation(of: features, on: tasks))
/// print(Evaluation(of: PTMAP(features), on: tasks))
/// ```
public protocol TransductiveScorer: TaskScorer {
  /// What embeds an image.
  associatedtype Features: TaskScorer

  /// The method whose embeddings, as vectors, are the features.
  var features: Features { get }
}

extension TransductiveScorer {
  /// True.
  public var isTransductive: Bool { true }

  /// The features' embeddings.
  public func embed(_ images: Tensor) -> Tensor { features.embed(images) }
}
