import Kernels
import Tensor

/// What does not fit an ``EmbeddingIndex``; nothing is changed then.
public enum EmbeddingIndexError: Error, Equatable, CustomStringConvertible {
  /// Embeddings or queries of another shape than `[n, dimensions]`.
  case wrongShape(Shape, dimensions: Int)
  /// Another number of ids than of embeddings.
  case differentCounts(embeddings: Int, ids: Int)
  /// A scalar that is infinite or not a number, in this row.
  case notFinite(row: Int)
  /// A scalar in this row that is beyond the range of the index's storage.
  case beyondRange(row: Int)
  /// An id that is negative.
  case negativeID(Int)
  /// An id that is there already, or twice in one call.
  case duplicateID(Int)
  /// An id that the index does not have.
  case unknownID(Int)
  /// A number of matches below 1.
  case tooFewMatches(Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .wrongShape(let shape, let dimensions):
      "expected embeddings of shape [n, \(dimensions)], found \(shape)"
    case .differentCounts(let embeddings, let ids):
      "expected an id for each of \(embeddings) embeddings, found \(ids)"
    case .notFinite(let row): "expected finite scalars, found others in row \(row)"
    case .beyondRange(let row):
      "expected scalars up to 65,504, which float16 can hold, found others in row \(row)"
    case .negativeID(let id): "expected ids from 0 on, found \(id)"
    case .duplicateID(let id): "expected each id once, found \(id) again"
    case .unknownID(let id): "expected ids of the index, found \(id)"
    case .tooFewMatches(let k): "expected k of at least 1, found \(k)"
    }
  }
}

extension EmbeddingIndexError {
  /// Throws unless these are rows of finite scalars of the given size.
  package static func check(
    _ rows: Tensor, dimensions: Int
  ) throws(EmbeddingIndexError) {
    guard rows.rank == 2, rows.shape[1] == dimensions else {
      throw .wrongShape(rows.shape, dimensions: dimensions)
    }
    let place = withScalars(rows) { firstNotFinite($0, count: rows.count) }
    if let place { throw .notFinite(row: place / dimensions) }
  }

  /// Throws unless these are rows that can be added under these ids, but for what is there already.
  package static func check(
    _ rows: Tensor, ids: [Int], dimensions: Int
  ) throws(EmbeddingIndexError) {
    try check(rows, dimensions: dimensions)
    guard rows.shape[0] == ids.count else {
      throw .differentCounts(embeddings: rows.shape[0], ids: ids.count)
    }
    if let negative = ids.first(where: { $0 < 0 }) { throw .negativeID(negative) }
    try checkDistinct(ids)
  }

  /// Throws if an id is there twice.
  package static func checkDistinct(_ ids: [Int]) throws(EmbeddingIndexError) {
    if ids.count < 2 { return }
    var seen = Set<Int>(minimumCapacity: ids.count)
    for id in ids where !seen.insert(id).inserted { throw .duplicateID(id) }
  }

  /// Throws unless these can be searched for.
  package static func check(
    queries: Tensor, k: Int, dimensions: Int
  ) throws(EmbeddingIndexError) {
    if k < 1 { throw .tooFewMatches(k) }
    try check(queries, dimensions: dimensions)
  }
}
