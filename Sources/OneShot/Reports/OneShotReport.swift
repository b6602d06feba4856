/// What a run of an experiment reached and how: the contents of `results.json`.
///
/// ```swift
/// let report = OneShotReport(
///   dataset: "Omniglot (small1, small2)", seed: 1, results: rows)
/// print(report)  // a ResultTable
/// let json = try JSONEncoder().encode(report)
/// ```
public struct OneShotReport: Sendable, Hashable, Codable {
  /// The data: its dataset's name.
  public var dataset: String
  /// The preset of network and training, or nil if nothing was trained.
  public var preset: String?
  /// What every random choice was determined by.
  public var seed: UInt64
  /// Other settings, in words.
  public var settings: [String: String]
  /// How long training took, in seconds, or nil if nothing was trained.
  public var trainingSeconds: Double?
  /// What each method reached in tasks of each kind.
  public var results: [ResultRow]

  /// A report of the given entries.
  public init(
    dataset: String, preset: String? = nil, seed: UInt64, settings: [String: String] = [:],
    trainingSeconds: Double? = nil, results: [ResultRow] = []
  ) {
    self.dataset = dataset
    self.preset = preset
    self.seed = seed
    self.settings = settings
    self.trainingSeconds = trainingSeconds
    self.results = results
  }
}

extension OneShotReport: CustomStringConvertible {
  /// The results as a ``ResultTable``.
  public var description: String { ResultTable(results).description }
}
