import Basics
import EmbeddingSearch
import Kernels
import Synchronization
import Tensor

/// An index in which a search looks at a few thousand embeddings of a million, and finds nearly always the
/// best: a graph whose links lead from each embedding to near ones.
///
/// ```swift
/// let index = try HNSWIndex(dimensions: 128, metric: .cosine)
/// try index.add(embeddings, ids: Array(0..<1000))
/// let matches = try index.search(queries, k: 10)
/// ```
///
/// Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable
/// small world graphs", 2018, by the library hnswlib.
///
/// It is an object and not a value: copies are the same index, since a graph of a million embeddings is not
/// copied for a change. Any number of threads search at once; whoever adds or removes waits for them and lets
/// them wait. Adding uses all threads, and the graph depends on which of them is first: with one thread
/// (`ThreadPool.threadCount = 1`) the same embeddings in the same order give the same graph. A metric that
/// is a closure of the caller's has no graph.
public final class HNSWIndex: EmbeddingIndex {
  /// How a graph is built.
  public struct Settings: Sendable, Hashable, Codable {
    /// M of the paper: links of an embedding in each layer but the lowest, which has twice as many. More find
    /// more, in more memory: 8 bytes for each link. From 2 to 1024.
    public let links: Int
    /// efConstruction of the paper: how many candidates for links are looked at. More find more and take
    /// longer to build. At least 1.
    public let buildCandidates: Int
    /// Determines the layers.
    public let seed: UInt64

    /// Settings that suit embeddings of some hundred scalars.
    ///
    /// - Parameters:
    ///   - links: M; default 16.
    ///   - buildCandidates: efConstruction; default 200.
    ///   - seed: Determines the layers; default 0.
    public init(links: Int = 16, buildCandidates: Int = 200, seed: UInt64 = 0) {
      require(
        (2...1024).contains(links), "HNSWIndex: expected 2 to 1024 links, got \(links)")
      require(
        (1...1 << 20).contains(buildCandidates),
        "HNSWIndex: expected 1 to 1048576 candidates, got \(buildCandidates)")
      self.links = links
      self.buildCandidates = buildCandidates
      self.seed = seed
    }
  }

  /// The size of an embedding.
  public let dimensions: Int
  /// What scores say.
  public let metric: EmbeddingMetric
  /// How the graph is built.
  public let settings: Settings
  let scores: RowScores
  let state: SharedLock<State>
  private let candidates: Atomic<Int>

  /// The graph and whose its rows are.
  struct State: Sendable {
    var graph: Graph
    /// The id of each row of the graph, those that were removed too.
    var ids: [Int]
    /// The row of each id.
    var table: IDTable
    var capacity: Int
    /// Rows of the graph that are not found any more.
    var removed: Int { ids.count - table.count }
  }

  /// An index without embeddings.
  ///
  /// - Parameters:
  ///   - dimensions: The size of an embedding, at least 1.
  ///   - metric: What scores say, not a closure of the caller's; default the inner product.
  ///   - settings: How the graph is built.
  ///   - searchCandidates: See ``searchCandidates``; default 64.
  /// - Throws: ``HNSWError`` for a metric of the caller's, and for a lack of memory.
  public convenience init(
    dimensions: Int, metric: EmbeddingMetric = .innerProduct, settings: Settings = Settings(),
    searchCandidates: Int = 64
  ) throws(HNSWError) {
    let graph = try Graph(
      dimensions: dimensions, metric: metric, settings: settings, capacity: 64)
    self.init(
      dimensions: dimensions, metric: metric, settings: settings,
      searchCandidates: searchCandidates,
      state: State(graph: graph, ids: [], table: IDTable(), capacity: 64))
  }

  init(
    dimensions: Int, metric: EmbeddingMetric, settings: Settings, searchCandidates: Int,
    state: State
  ) {
    self.dimensions = dimensions
    self.metric = metric
    self.settings = settings
    // A metric without such scores has no graph either.
    scores = metric.rowScores(width: dimensions)!
    self.state = SharedLock(state)
    candidates = Atomic(max(1, searchCandidates))
  }

  /// ef of the paper: how many candidates a search keeps, and at least as many as it is to find. More find
  /// more and take longer.
  public var searchCandidates: Int {
    get { candidates.load(ordering: .relaxed) }
    set { candidates.store(max(1, newValue), ordering: .relaxed) }
  }

  /// The number of embeddings.
  public var count: Int { state.withReading { $0.table.count } }

  /// Whether an embedding was added under this number.
  public func contains(_ id: Int) -> Bool { state.withReading { $0.table[id] != nil } }

  /// The best that are found for each query, best first.
  ///
  /// - Parameters:
  ///   - queries: `[m, dimensions]`, finite. All threads share them.
  ///   - k: How many for each, at least 1.
  /// - Returns: For each query up to `k` matches, of equal scores the smaller id first.
  /// - Throws: `EmbeddingIndexError` for what does not fit, and ``HNSWError`` for a lack of memory.
  public func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]] {
    try EmbeddingIndexError.check(queries: queries, k: k, dimensions: dimensions)
    let queries = metric.prepared(queries)
    let ef = searchCandidates
    let found = Lock([[EmbeddingMatch]](repeating: [], count: queries.shape[0]))
    let failure = Lock<HNSWError?>(nil)
    state.withReading { state in
      let k = min(k, state.table.count)
      guard k > 0 else { return }
      withScalars(queries) { queries in
        Threads.forEach(found.withLock { $0.count }) { query in
          do throws(HNSWError) {
            let rows = try state.graph.search(queries + query * dimensions, k: k, ef: ef)
            let matches = matches(rows, state.ids)
            found.withLock { $0[query] = matches }
          } catch {
            failure.withLock { $0 = error }
          }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return found.withLock { $0 }
  }

  private func matches(
    _ rows: [(number: Int, distance: Float)], _ ids: [Int]
  ) -> [EmbeddingMatch] {
    let sign: Float = metric.scale < 0 ? 1 : -1
    // Only a file that is made up has a row without an id that is found.
    return rows.filter { ids[$0.number] >= 0 }
      .map { EmbeddingMatch(id: ids[$0.number], score: scores.map($0.distance * sign)) }
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.id < $1.id }
  }
}
