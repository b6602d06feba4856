import Autograd
import Basics
import EmbeddingSearch
import Layers
import Tensor

/// Where a look at every example takes too long, an index finds the nearest ones first.
extension OneShotClassifier {
  /// The index as it is, nil if there is none. It is a copy, or the same where the index is a reference.
  public var index: (any EmbeddingIndex)? { state.index?.current }

  /// Lets an index find the examples nearest to a query, of whose classes the best are then found by the
  /// exact scores of all their examples. Without an index all classes are scored.
  ///
  /// Every example is in the index, and whatever is enrolled or removed from now on is added and removed
  /// there too. Scores and thresholds mean what they mean without an index. Probabilities are the softmax over
  /// the classes that were found; those that were not, which are less alike, count for nothing.
  ///
  /// ```swift
  /// let network = classifier.siamese
  /// try classifier.useIndex(
  ///   FlatIndex(
  ///     dimensions: network.embeddingSize, metric: network.metric),
  ///   nearest: 200)
  /// ```
  ///
  /// - Parameters:
  ///   - index: Empty, for embeddings of this network. Its metric need not be the head's, but what the head
  ///     likes should be among what it likes.
  ///   - nearest: How many examples are asked for, at least 1; default 100. More make it less likely that
  ///     the best class is missed, and take longer.
  /// - Throws: ``ClassifierError`` if the index is not empty, of another size, or fails; then none is used.
  public func useIndex(
    _ index: some EmbeddingIndex, nearest: Int = 100
  ) throws(ClassifierError) {
    guard nearest >= 1 else {
      throw .outOfRange(setting: "nearest", found: "\(nearest)", expected: "above 0")
    }
    guard index.dimensions == siamese.embeddingSize else {
      throw .index(
        "expected one of \(siamese.embeddingSize) dimensions, found \(index.dimensions)")
    }
    try changes.withLock { _ throws(ClassifierError) in
      var (index, next) = (index, state)
      do {
        let count = try index.count
        guard count == 0 else {
          throw ClassifierError.index("expected an empty one, found \(count) embeddings")
        }
        let rows = next.enrolled.numbers.flatMap { next.enrolled[$0].rows }.sorted()
        // So many at a time bound the memory that copies of them take.
        for start in stride(from: 0, to: rows.count, by: 4096) {
          let part = Array(rows[start..<min(start + 4096, rows.count)])
          try index.add(
            next.enrolled.rows.tensor(at: part), ids: part.map { next.enrolled.rows.id(of: $0) })
        }
      } catch let error as ClassifierError {
        throw error
      } catch {
        throw .index("\(error)")
      }
      next.index = ExampleIndex(index, nearest: nearest)
      publish(next)
    }
  }

  /// Scores all classes again from now on.
  public func removeIndex() { change { $0.index = nil } }

  /// The best classes for each query: by way of the index if there is one, of all classes otherwise.
  ///
  /// - Parameters:
  ///   - queries: `[m, embeddingSize]`.
  ///   - most: How many are wanted for each.
  ///   - asked: What was enrolled when it was asked. With an index it is what is enrolled now: what was then
  ///     may no longer be in the index.
  /// - Returns: The rankings, and what their numbers are of.
  func rankings(
    of queries: Tensor, best most: Int, in asked: ClassifierState
  ) throws(ClassifierError) -> (rankings: [ClassRanking], state: ClassifierState) {
    guard let index = asked.index else {
      return (try asked.enrolled.rankings(of: queries, by: siamese, best: most), asked)
    }
    let found: (ClassifierState, [[Int]])? = try index.read { found throws(ClassifierError) in
      // Nothing changes while the index is read, unless another one took its place.
      let state = state
      guard state.index === index else { return nil }
      guard state.enrolled.count > 0 else { throw .nothingEnrolled }
      do {
        return (state, try found.search(queries, k: index.nearest).map { $0.map(\.id) })
      } catch {
        throw .index("\(error)")
      }
    }
    guard let (state, ids) = found else {
      return try rankings(of: queries, best: most, in: state)
    }
    var rankings: [ClassRanking] = []
    for (query, ids) in ids.enumerated() {
      let row = queries[query..<query + 1]
      do throws(ClassifierError) {
        if let ranking = try state.enrolled.ranking(
          of: row, among: ids, by: siamese, best: most)
        {
          rankings.append(ranking)
        } else {
          // An index that finds nothing, as some do after many have gone, is not the last word.
          rankings += try state.enrolled.rankings(of: row, by: siamese, best: most)
        }
      } catch .notFinite(let quantity, _) {
        throw .notFinite(quantity, image: query)
      }
    }
    return (rankings, state)
  }
}
