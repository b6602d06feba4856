import Kernels
import Tensor

/// Metrics as the kernels compute them.
extension EmbeddingMetric {
  /// Whether embeddings are made as long as 1.
  package var normalizes: Bool {
    if case .cosine = form { true } else { false }
  }

  /// Embeddings or queries as they are compared: with length 1 for the cosine.
  package func prepared(_ rows: Tensor) -> Tensor {
    guard normalizes else { return rows.detached }
    var rows = rows.detached
    let (count, width) = (rows.shape[0], rows.shape[1])
    rows.mutateScalars { normalizeRows($0, count: count, width: width) }
    return rows
  }

  /// How the kernels score rows of so many scalars; nil if they cannot.
  package func rowScores(width: Int) -> RowScores? {
    let term: RowTerm
    var takesRoot = false
    switch form {
    case .product, .cosine: term = .product
    case .absolute: term = .weightedAbsolute
    case .squared(let weights): term = weights == nil ? .squared : .weightedSquared
    case .euclidean: (term, takesRoot) = (.squared, true)
    case .custom: return nil
    }
    let map = RowMap(takesRoot: takesRoot, scale: scale, bias: bias)
    return RowScores(term, map: map, width: width, weights: weights)
  }
}
