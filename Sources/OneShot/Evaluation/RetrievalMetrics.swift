import Autograd
import Basics
import Datasets
import EmbeddingSearch
import Kernels
import Tensor

/// How well embeddings find their own class among all others: each asks for the most alike of the rest.
///
/// ```swift
/// let metrics = RetrievalMetrics(of: leg.embed(unseen), in: unseen)
/// print(metrics)
/// metrics.recall(at: 1)       // the same as metrics.precisionAt1
/// ```
///
/// With R the number of other embeddings of the query's class:
///
/// - Recall@k is the share of queries with at least one of their class among the k most alike.
/// - R-precision is the share of their class among the R most alike.
/// - MAP@R is the sum, over the places i ≤ R that hold one of the class, of the precision up to i, over R.
/// - NMI says how well clusters by ``KMeans``, as many as there are classes, agree with the classes.
///
/// Musgrave, Belongie and Lim, "A metric learning reality check", 2020, section 3.2. A query that is alone
/// in its class has nothing to find and is left out.
///
/// Of embeddings that are equally alike to the query those of other classes come first: where a leg tells
/// nothing apart, nothing is found. The inner product alone may round equal embeddings differently.
///
/// Queries are compared with all embeddings in blocks of rows, so that memory grows with the number of
/// embeddings and not with its square.
public struct RetrievalMetrics: Sendable {
  /// The number of queries: embeddings that are not alone in their class.
  public let queries: Int
  /// The number of classes, those of one embedding included.
  public let classes: Int
  /// Recall@k for each k that was asked for, ascending; NaN if there are no queries.
  public let recalls: [(k: Int, value: Double)]
  /// The share of queries whose most alike embedding is of their class: recall@1.
  public let precisionAt1: Double
  /// The mean over the queries; NaN if there are none.
  public let rPrecision: Double
  /// MAP@R, the mean over the queries; NaN if there are none.
  public let meanAveragePrecision: Double
  /// NMI; nil if nothing was clustered.
  public let mutualInformation: Double?

  /// Compares embeddings with each other.
  ///
  /// - Parameters:
  ///   - embeddings: A row for each: `[count] + embedding`.
  ///   - labels: The class of each.
  ///   - k: The k of recall@k, each at least 1; default 1, 2, 4 and 8.
  ///   - metric: How alike two embeddings are; default the negative squared Euclidean distance. With the
  ///     cosine they are clustered with length 1, and with others as they are.
  ///   - clusteringSeed: Determines the clusters of NMI; default 0. Nil: nothing is clustered, which is most of
  ///     the work if there are many classes.
  public init(
    of embeddings: Tensor, labels: [Int], k: [Int] = [1, 2, 4, 8],
    metric: EmbeddingMetric = .squaredL2, clusteringSeed: UInt64? = 0
  ) {
    require(
      embeddings.rank >= 1 && embeddings.shape[0] == labels.count,
      "RetrievalMetrics: \(labels.count) labels for embeddings \(embeddings.shape)")
    require(k.allSatisfy { $0 >= 1 }, "RetrievalMetrics: expected each k from 1, got \(k)")
    let rows = metric.prepared(
      embeddings.rank == 1
        ? embeddings.reshaped(to: [labels.count, 1]) : embeddings.flattened())
    var numbers: [Int: Int32] = [:]
    let numbered = labels.map { label -> Int32 in
      let number = numbers[label] ?? Int32(numbers.count)
      numbers[label] = number
      return number
    }
    var sizes = [Int](repeating: 0, count: numbers.count)
    for number in numbered { sizes[Int(number)] += 1 }
    let sought = numbered.map { sizes[Int($0)] - 1 }
    let ranks = metric.relevantRanks(
      in: rows, classes: numbered, k: sought.map { $0 == 0 ? 0 : max($0, k.max() ?? 1) })
    let found = zip(ranks, sought).filter { $0.1 > 0 }
    func mean(_ value: ([Int], Int) -> Double) -> Double {
      found.reduce(0) { $0 + value($1.0, $1.1) } / Double(found.count)
    }
    queries = found.count
    classes = sizes.count
    recalls = Set(k).sorted().map { k in (k, mean { ranks, _ in (ranks.first ?? k) < k ? 1 : 0 }) }
    precisionAt1 = mean { ranks, _ in ranks.first == 0 ? 1 : 0 }
    rPrecision = mean { ranks, r in Double(ranks.count { $0 < r }) / Double(r) }
    meanAveragePrecision = mean { ranks, r in
      ranks.prefix { $0 < r }.enumerated()
        .reduce(0) { $0 + Double($1.offset + 1) / Double($1.element + 1) } / Double(r)
    }
    mutualInformation = clusteringSeed.flatMap { seed in
      sizes.isEmpty
        ? nil
        : normalizedMutualInformation(
          KMeans(of: rows, clusters: sizes.count, seed: seed).assignments, labels)
    }
  }

  /// Compares the embeddings of a dataset's images with each other.
  ///
  /// - Parameters:
  ///   - embeddings: The images as a leg or a method embedded them: all, or some of them.
  ///   - dataset: The images and their classes; an image of no class is a programming error.
  ///   - k: The k of recall@k, each at least 1; default 1, 2, 4 and 8.
  ///   - metric: How alike two embeddings are; default the negative squared Euclidean distance.
  ///   - clusteringSeed: Determines the clusters of NMI; default 0. Nil: nothing is clustered.
  public init(
    of embeddings: Embeddings, in dataset: ImageDataset, k: [Int] = [1, 2, 4, 8],
    metric: EmbeddingMetric = .squaredL2, clusteringSeed: UInt64? = 0
  ) {
    let classes = ImageClasses(dataset)
    self.init(
      of: embeddings.values, labels: embeddings.positions.map { classes[$0] }, k: k,
      metric: metric, clusteringSeed: clusteringSeed)
  }

  /// Recall@k, for a k that was asked for.
  public func recall(at k: Int) -> Double {
    guard let found = recalls.first(where: { $0.k == k }) else {
      fatalError("RetrievalMetrics: recall was asked for at \(recalls.map(\.k)), not at \(k)")
    }
    return found.value
  }
}

extension RetrievalMetrics: CustomStringConvertible {
  /// `R@1 81.2 %, R@2 88.0 %, R-precision 45.1 %, MAP@R 33.0 %, NMI 71.4 % (640 queries)`.
  public var description: String {
    if queries == 0 { return "no queries" }
    let values =
      recalls.map { "R@\($0.k) \(percent($0.value))" }
      + ["R-precision \(percent(rPrecision))", "MAP@R \(percent(meanAveragePrecision))"]
      + (mutualInformation.map { ["NMI \(percent($0))"] } ?? [])
    return values.joined(separator: ", ") + " (\(queries) queries)"
  }
}

extension EmbeddingMetric {
  /// Where the rows of each row's own class stand among its `k` best, see `relevantRanks`.
  fileprivate func relevantRanks(in rows: Tensor, classes: [Int32], k: [Int]) -> [[Int]] {
    let count = rows.shape[0]
    // About as many scores at a time as make four megabytes.
    let step = max(1, (1 << 20) / max(1, count))
    return stride(from: 0, to: count, by: step).flatMap { start in
      let block = start..<min(count, start + step)
      let scores = scores(of: rows[block], with: rows)
      return withScalars(scores) {
        Kernels.relevantRanks($0, of: block, classes: classes, k: Array(k[block]))
      }
    }
  }

  /// The scores of prepared rows, which are the same for the same two rows wherever they stand, but for the
  /// inner product. The cosine is that of rows of length 1, from their distance.
  private func scores(of a: Tensor, with b: Tensor) -> Tensor {
    let sums: Tensor =
      switch form {
      case .product: a.matmulTransposed(b)
      case .cosine: 1 - Tensor.pairwiseSquaredL2(a, b) / 2
      case .absolute(let weights): .pairwiseL1(a, b, weights: weights.map { Tensor($0) })
      case .squared(let weights): .pairwiseSquaredL2(a, b, weights: weights.map { Tensor($0) })
      case .euclidean: (Tensor.pairwiseSquaredL2(a, b) + 1e-12).sqrt()
      case .custom(let closure): closure(a, b)
      }
    require(
      sums.shape == [a.shape[0], b.shape[0]],
      "EmbeddingMetric \(name): expected scores [\(a.shape[0]), \(b.shape[0])], got \(sums.shape)")
    return sums * scale + bias
  }
}
