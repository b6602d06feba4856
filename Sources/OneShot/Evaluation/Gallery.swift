import Autograd
import Basics
import Datasets
import Kernels
import Tensor

/// Images of a dataset as one method sees them, each represented exactly once.
///
/// ```swift
/// let gallery = Gallery(scorer, of: dataset, images: [0, 1, 20])
/// gallery.scores(of: [0], against: [1, 20])    // [1, 2]
/// ```
public struct Gallery<Scorer: TaskScorer>: Sendable {
  /// The method.
  public let scorer: Scorer
  private let representations: [Int: Scorer.Representation]

  /// Represents the images at `positions` of `dataset`, those that repeat only once.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - dataset: Holds the images.
  ///   - positions: Positions in `dataset`.
  ///   - batchSize: How many images are represented at a time, which bounds the memory that it takes;
  ///     default 64.
  public init(
    _ scorer: Scorer, of dataset: ImageDataset, images positions: some Sequence<Int>,
    batchSize: Int = 64
  ) {
    require(batchSize >= 1, "Gallery: batches must have at least 1 image, got \(batchSize)")
    let distinct = Set(positions).sorted()
    var representations = [Int: Scorer.Representation](minimumCapacity: distinct.count)
    for start in stride(from: 0, to: distinct.count, by: batchSize) {
      let chunk = Array(distinct[start..<min(start + batchSize, distinct.count)])
      let represented = scorer.represent(dataset.images(at: chunk))
      require(
        represented.count == chunk.count,
        "\(scorer.name): \(represented.count) representations of \(chunk.count) images")
      for (position, representation) in zip(chunk, represented) {
        representations[position] = representation
      }
    }
    self.scorer = scorer
    self.representations = representations
  }

  /// How well each class of `task` fits each query: `[queries, ways]`.
  public func scores(on task: OneShotTask) -> Tensor {
    let scores = scorer.scores(
      of: task.queries.map(representation), support: task.support.map { $0.map(representation) })
    require(
      scores.shape == [task.queries.count, task.ways],
      "\(scorer.name): expected scores [\(task.queries.count), \(task.ways)], got \(scores.shape)")
    return scores.detached
  }

  fileprivate func representation(_ position: Int) -> Scorer.Representation {
    guard let representation = representations[position] else {
      fatalError("Gallery: image \(position) is not among its \(representations.count) images")
    }
    return representation
  }
}

extension Gallery where Scorer: OneShotScorer {
  /// How alike the images at `queries` and at `supports` are: `[queries, supports]`.
  public func scores(of queries: [Int], against supports: [Int]) -> Tensor {
    scorer.checkedScores(of: queries.map(representation), against: supports.map(representation))
      .detached
  }
}

extension OneShotTask {
  /// The positions of all its images: support, then queries.
  var images: [Int] { support.flatMap { $0 } + queries }
}
