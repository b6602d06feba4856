import Basics
import Files
import Kernels
import Tensor

/// An index that compares a query with every embedding, and so misses none.
///
/// ```swift
/// var index = FlatIndex(dimensions: 128, metric: .cosine)
/// try index.add(embeddings, ids: Array(0..<1000))
/// let matches = try index.search(queries, k: 10)
/// matches[0][0].id           // the most alike to the first query
/// try index.save(to: url)
/// ```
///
/// It is a value: a copy shares memory with the original until one of them changes, and then copies little of
/// it; so whoever searches a copy never waits for whoever adds. ``add(_:ids:)`` takes constant time for an
/// embedding, amortized, and so does ``remove(_:)``, which puts the last embedding in the place of the one
/// that goes.
///
/// A search reads all embeddings once for up to 256 queries, with all threads, and what it finds is the same
/// for any number of them. Up to four queries at once are bound by memory; sums for them may differ from
/// those for more queries at once in rounding.
public struct FlatIndex: EmbeddingIndex {
  /// The size of an embedding.
  public let dimensions: Int
  /// What scores say.
  public let metric: EmbeddingMetric
  /// How the scalars are kept.
  public let storage: EmbeddingStorage
  /// The number of embeddings.
  public internal(set) var count = 0

  let layout: RowLayout
  var slabs: [RowSlab] = []
  var table: IDTable

  /// An index without embeddings.
  ///
  /// - Parameters:
  ///   - dimensions: The size of an embedding, at least 1.
  ///   - metric: What scores say; default the inner product.
  ///   - storage: How scalars are kept; default single precision.
  public init(
    dimensions: Int, metric: EmbeddingMetric = .innerProduct, storage: EmbeddingStorage = .float32
  ) {
    require(dimensions >= 1, "FlatIndex: expected at least 1 dimension, got \(dimensions)")
    require(
      metric.weights.map { $0.count == dimensions } ?? true,
      "FlatIndex: expected \(dimensions) weights, got \(metric.weights?.count ?? 0)")
    if case .int8(_, let candidates) = storage {
      require(candidates >= 1, "FlatIndex: expected at least 1 candidate, got \(candidates)")
    }
    self.dimensions = dimensions
    self.metric = metric
    self.storage = storage
    layout = RowLayout(width: dimensions, storage)
    table = IDTable()
  }

  /// Whether an embedding was added under this number.
  public func contains(_ id: Int) -> Bool { table[id] != nil }

  /// The numbers of all embeddings, in no particular order.
  public var ids: [Int] {
    var result: [Int] = []
    result.reserveCapacity(count)
    for (slab, rows) in filledSlabs {
      result.append(contentsOf: UnsafeBufferPointer(start: slab.ids, count: rows))
    }
    return result
  }

  /// Embeddings as they are kept, `[ids.count, dimensions]`: with length 1 for the cosine, and rounded by
  /// storages that round.
  ///
  /// - Throws: ``EmbeddingIndexError/unknownID(_:)``.
  public func embeddings(of ids: [Int]) throws(EmbeddingIndexError) -> Tensor {
    let rows = try ids.map { id throws(EmbeddingIndexError) in
      guard let row = table[id] else { throw .unknownID(id) }
      return row
    }
    return Tensor([ids.count, dimensions]) { target in
      for (place, row) in rows.enumerated() { decode(row, into: target + place * dimensions) }
    }
  }

  /// Adds embeddings; all or none.
  ///
  /// - Parameters:
  ///   - embeddings: `[n, dimensions]`, finite.
  ///   - ids: A number for each, not negative; none twice and none that the index has.
  /// - Throws: ``EmbeddingIndexError`` for what does not fit.
  public mutating func add(_ embeddings: Tensor, ids: [Int]) throws(EmbeddingIndexError) {
    try EmbeddingIndexError.check(embeddings, ids: ids, dimensions: dimensions)
    if let known = ids.first(where: { table[$0] != nil }) { throw .duplicateID(known) }
    try requireRange(embeddings)
    append(metric.prepared(embeddings), ids)
  }

  /// Takes embeddings out; all or none.
  ///
  /// - Throws: ``EmbeddingIndexError`` for a number that the index does not have or that is there twice.
  public mutating func remove(_ ids: [Int]) throws(EmbeddingIndexError) {
    try EmbeddingIndexError.checkDistinct(ids)
    if let unknown = ids.first(where: { table[$0] == nil }) { throw .unknownID(unknown) }
    for id in ids { removeRow(table[id]!, of: id) }
  }

  /// Each slab with the number of its rows.
  var filledSlabs: [(slab: RowSlab, rows: Int)] {
    slabs.enumerated().map { number, slab in
      (slab, min(layout.slabRows, count - number * layout.slabRows))
    }
  }

  /// Writes a row as exact as it is kept.
  func decode(_ row: Int, into target: UnsafeMutablePointer<Float>) {
    let (slab, place) = row.quotientAndRemainder(dividingBy: layout.slabRows)
    RowEncoding(width: dimensions, layout.exact ?? layout.rows)
      .decode(slabs[slab].exactBlock(place, layout), into: target)
  }
}
