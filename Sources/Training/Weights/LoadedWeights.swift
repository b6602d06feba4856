import Tensor

/// What became of the tensors of a file of another library.
public struct LoadedWeights: Sendable {
  /// The path of each parameter, such as `0.weight`, and the name of the tensor that it took.
  public let pairs: [(path: String, name: String)]
  /// The tensors that were left out, such as the counters of batch norm, and why.
  public let skipped: [SkippedTensor]
  /// The text kept in the file.
  public let metadata: [String: String]
  /// The names and shapes of the file, by which weights are written back as they came.
  public let names: WeightNames

  init(
    _ matches: [WeightMatching.Match], for places: [ParameterPlace], skipped: [SkippedTensor],
    metadata: [String: String]
  ) {
    pairs = zip(places, matches).map { ($0.path, $1.name) }
    self.skipped = skipped
    self.metadata = metadata
    let exact = zip(places, matches).map { place, match in
      (place.path, (name: match.name, shape: match.theirs.shape.dimensions as [Int]?))
    }
    names = WeightNames(exactly: Dictionary(uniqueKeysWithValues: exact))
  }
}
