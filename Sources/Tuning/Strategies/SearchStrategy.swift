import Basics
import Tensor

/// How the next point of a search is chosen.
///
/// ```swift
/// SearchStrategy.bayesian(starts: 10)
/// SearchStrategy("corners") { state in
///   state.space.dimensions.map { _ in Double(state.number % 2) }
/// }
/// ```
public struct SearchStrategy: Sendable {
  /// The name, as it is printed.
  public let name: String
  private let choose: @Sendable (SearchState) -> [Double]

  /// A strategy of your own: a point of the unit cube, from what is known and the state's random
  /// numbers alone, so that a search can be resumed.
  public init(_ name: String, _ choose: @escaping @Sendable (SearchState) -> [Double]) {
    self.name = name
    self.choose = choose
  }

  /// The next point of the unit cube.
  public func callAsFunction(_ state: SearchState) -> [Double] { choose(state) }

  /// Every point on its own, uniform in the cube: Bergstra and Bengio, "Random search for
  /// hyper-parameter optimization", JMLR 13, 2012.
  public static let random = SearchStrategy("random") { state in
    var random = state.random
    return state.space.dimensions.map { _ in .random(in: 0..<1, using: &random) }
  }

  /// The points of a ``SobolSequence``, shifted by the seed: even where random points clump.
  public static let quasiRandom = SearchStrategy("quasi-random") { state in
    SobolSequence(dimensions: state.space.dimensions.count, seed: state.seed)
      .point(at: state.number)
  }

  /// After some starts, the point of the largest expected improvement over the best score under a
  /// ``GaussianProcess`` that is fitted to all scores so far: Snoek, Larochelle and Adams, "Practical
  /// Bayesian optimization of machine learning algorithms", NeurIPS 2012, sections 2 and 3.1.
  ///
  /// Trials without a score count as the worst one. Points that are being tried are taken to turn out
  /// as the process expects.
  ///
  /// - Parameters:
  ///   - starts: The number of trials before the first fit, at least 2; default 10.
  ///   - start: How they are chosen; default ``quasiRandom``.
  public static func bayesian(
    starts: Int = 10, from start: SearchStrategy = .quasiRandom
  ) -> SearchStrategy {
    require(starts >= 2, "SearchStrategy.bayesian: expected 2 or more starts, got \(starts)")
    return SearchStrategy("bayesian(\(starts), \(start.name))") { state in
      guard state.number >= starts, let point = Acquisition(state)?.bestPoint() else {
        return start(state)
      }
      return point
    }
  }
}

/// What a strategy knows when it chooses a point.
public struct SearchState: Sendable {
  /// The parameters.
  public let space: SearchSpace
  /// How many trials were finished or begun before.
  public let number: Int
  /// What random choices are determined by, together with `number`.
  public let seed: UInt64
  /// The points of the unit cube where trials have finished.
  public let points: [[Double]]
  /// Their scores, larger for better whatever the search's goal; nil for trials that have none.
  public let scores: [Double?]
  /// The points of trials that were begun and have not finished.
  public let pending: [[Double]]

  /// A state of the given entries.
  public init(
    space: SearchSpace, number: Int, seed: UInt64, points: [[Double]], scores: [Double?],
    pending: [[Double]] = []
  ) {
    self.space = space
    self.number = number
    self.seed = seed
    self.points = points
    self.scores = scores
    self.pending = pending
  }

  /// Random numbers for this choice: the same for the same seed and number.
  public var random: SeededGenerator { SeededGenerator(seed: seed, "search", number) }
}
