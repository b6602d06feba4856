/// How an index keeps the scalars of its embeddings.
public enum EmbeddingStorage: Sendable, Hashable, Codable {
  /// Single precision, as they come.
  case float32
  /// Half the bytes: each scalar is rounded to 11 significant bits, and magnitudes beyond 65,504 are refused.
  /// Scores are those of the rounded embeddings.
  case float16
  /// One byte for each scalar and a scale for each embedding, the largest magnitude / 127.
  ///
  /// A search takes the best `candidates` × k by these bytes and, if there is `reranking`, scores them again
  /// by the embeddings that are kept beside in that precision: the scores are exact for those, while one
  /// whose bytes put it behind all candidates is missed.
  case int8(reranking: Precision? = .float16, candidates: Int = 4)

  /// What candidates are scored again by.
  public enum Precision: Sendable, Hashable, Codable {
    /// Two bytes for each scalar.
    case float16
    /// Four bytes for each scalar.
    case float32
  }
}
