import Autograd
import Basics
import Datasets
import Layers
import Tensor

/// Images of a dataset as one network or method sees them, each embedded exactly once.
///
/// ```swift
/// let store = siamese.embed(unseen)          // all images, 64 at a time
/// store.rows(at: [0, 1, 20]).shape           // [3, 1152]
/// let evaluation = Evaluation(of: siamese, on: tasks, embeddings: store)
/// let mean = leg.embed(training).mean        // of a bare leg
/// ```
public struct Embeddings: Sendable {
  /// Which images of the dataset were embedded, ascending.
  public let positions: [Int]
  /// A row for each of `positions`, in their order: `[count] + embedding`.
  public let values: Tensor
  private let places: [Int: Int]

  /// Embeds images of a dataset.
  ///
  /// - Parameters:
  ///   - dataset: Holds the images.
  ///   - positions: Positions in `dataset`, those that repeat counting once; default all.
  ///   - batchSize: How many images are embedded at a time, which bounds the memory that it takes; default
  ///     64.
  ///   - embed: A row for each image: `[n] + image` to `[n] + embedding`.
  /// - Throws: What `embed` throws. An image that is not in memory and cannot be read stops the program;
  ///   `init(reading:at:batchSize:embed:)` throws.
  public init(
    of dataset: ImageDataset, at positions: (some Sequence<Int>)? = [Int]?.none,
    batchSize: Int = 64, embed: (Tensor) throws -> Tensor
  ) rethrows {
    try self.init(positions.map { Array($0) } ?? Array(0..<dataset.count), batchSize: batchSize) {
      try embed(dataset.images(at: $0))
    }
  }

  /// Embeds images of a dataset, as `init(of:at:batchSize:embed:)` does.
  ///
  /// - Parameters:
  ///   - dataset: Holds the images.
  ///   - positions: Positions in `dataset`, those that repeat counting once; default all.
  ///   - batchSize: How many images are embedded at a time; default 64.
  ///   - embed: A row for each image: `[n] + image` to `[n] + embedding`.
  /// - Throws: What `embed` and the source of the images throw.
  public init(
    reading dataset: ImageDataset, at positions: (some Sequence<Int>)? = [Int]?.none,
    batchSize: Int = 64, embed: (Tensor) throws -> Tensor
  ) throws {
    try self.init(positions.map { Array($0) } ?? Array(0..<dataset.count), batchSize: batchSize) {
      try embed(dataset.reading(at: $0))
    }
  }

  private init(
    _ positions: [Int], batchSize: Int, embed: ([Int]) throws -> Tensor
  ) rethrows {
    let distinct = Set(positions).sorted()
    let values = try inBatches(of: batchSize, distinct.count) { range in
      let rows = try embed(Array(distinct[range])).detached
      require(
        rows.rank >= 1 && rows.shape[0] == range.count,
        "Embeddings: expected a row for each of \(range.count) images, got \(rows.shape)")
      return rows
    }
    self.init(positions: distinct, values: values)
  }

  /// Rows that were embedded before.
  ///
  /// - Parameters:
  ///   - positions: Ascending, each once.
  ///   - values: A row for each.
  package init(positions: [Int], values: Tensor) {
    self.positions = positions
    self.values = values
    places = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, $0) })
  }

  /// The embeddings of the images at the given positions of the dataset, in that order, repeated where a
  /// position repeats: `[positions.count] + embedding`. An image that was not embedded is a programming
  /// error.
  public func rows(at positions: [Int]) -> Tensor {
    values.gathered(
      at: positions.map { position in
        guard let place = places[position] else {
          fatalError("Embeddings: image \(position) is not among its \(places.count) images")
        }
        return place
      })
  }

  /// The mean of all embeddings, of an embedding's shape: what features are centered by.
  public var mean: Tensor {
    require(!positions.isEmpty, "Embeddings: there is no mean of no images")
    return values.mean(axes: [0])
  }
}

extension TaskScorer {
  /// The embeddings of a dataset's images, each embedded once.
  ///
  /// - Parameters:
  ///   - dataset: Holds the images.
  ///   - positions: Positions in `dataset`; default all.
  ///   - batchSize: How many images are embedded at a time; default 64.
  public func embed(
    _ dataset: ImageDataset, at positions: (some Sequence<Int>)? = [Int]?.none,
    batchSize: Int = 64
  ) -> Embeddings {
    Embeddings(of: dataset, at: positions, batchSize: batchSize) { checkedEmbeddings(of: $0) }
  }
}

extension Layer {
  /// What the layer makes of a dataset's images, each of them seen once.
  ///
  /// - Parameters:
  ///   - dataset: Holds the images.
  ///   - positions: Positions in `dataset`; default all.
  ///   - batchSize: How many images are embedded at a time; default 64.
  public func embed(
    _ dataset: ImageDataset, at positions: (some Sequence<Int>)? = [Int]?.none,
    batchSize: Int = 64
  ) -> Embeddings {
    Embeddings(of: dataset, at: positions, batchSize: batchSize) { self($0) }
  }
}

/// What `embed` makes of `count` things, `size` at a time: one tensor of all rows.
func inBatches<Failure: Error>(
  of size: Int, _ count: Int, _ embed: (Range<Int>) throws(Failure) -> Tensor
) throws(Failure) -> Tensor {
  require(size >= 1, "batches must have at least 1 image, got \(size)")
  // Of nothing there is one empty batch, which knows the shape of a row.
  guard count > size else { return try embed(0..<count) }
  var result: Tensor?
  for start in stride(from: 0, to: count, by: size) {
    let range = start..<min(start + size, count)
    let rows = try embed(range)
    let row = rows.shape.droppingFirst
    // Batches are copied to their place as they come, since all of them and all rows at once would
    // take twice the memory.
    var whole = result.take() ?? .zeros(row.prepending(count))
    require(
      rows.shape == whole.shape.droppingFirst.prepending(range.count),
      "expected \(range.count) rows of shape \(whole.shape.droppingFirst), got \(rows.shape)")
    whole.mutateScalars { target in
      withScalars(rows) { (target + start * row.count).update(from: $0, count: rows.count) }
    }
    result = whole
  }
  return result!
}
