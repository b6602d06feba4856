import Autograd
import Basics
import Kernels
import Tensor

/// The best classes for a query.
struct ClassRanking: Sendable {
  /// Numbers of classes and their scores, best first; of equal scores the class that was enrolled first.
  var best: [(number: Int, score: Float)]
  /// log Σ eˢ over the scores of all classes.
  var logSum: Double
}

extension EnrolledClasses {
  /// The most scores that are held at a time.
  private static var room: Int { 1 << 24 }

  /// The best classes for each query by the score before the head's activation, of all classes.
  ///
  /// All scores of a query are held for a moment, four bytes each, but nothing else is made of them.
  ///
  /// - Parameters:
  ///   - queries: `[m, width]`.
  ///   - siamese: Scores them.
  ///   - most: How many classes are wanted for each.
  func rankings(
    of queries: Tensor, by siamese: Siamese<some Layer>, best most: Int
  ) throws(ClassifierError) -> [ClassRanking] {
    guard count > 0 else { throw .nothingEnrolled }
    let repeated = repeatedClasses()
    let each = classes.count + (repeated?.rows ?? 0)
    let group = max(1, Self.room / each)
    var rankings: [ClassRanking] = []
    rankings.reserveCapacity(queries.shape[0])
    for start in stride(from: 0, to: queries.shape[0], by: group) {
      let range = start..<min(start + group, queries.shape[0])
      let part = range.count == queries.shape[0] ? queries : queries[range]
      rankings += try ranking(of: part, first: start, by: siamese, repeated, best: most)
    }
    return rankings
  }

  /// Of as many queries as there is room for, the first of which has the number `first`.
  private func ranking(
    of queries: Tensor, first: Int, by siamese: Siamese<some Layer>, _ repeated: RepeatedClasses?,
    best most: Int
  ) throws(ClassifierError) -> [ClassRanking] {
    let (queryCount, classCount) = (queries.shape[0], classes.count)
    let target = Storage(count: queryCount * classCount)
    target.pointer.initialize(repeating: -.infinity, count: target.count)
    let others = Storage(count: queryCount * (repeated?.rows ?? 0))
    let scores = ClassScores(
      target.pointer, classes: classCount, repeated: repeated.map { ($0, others.pointer) })
    if let bad = takeScores(of: queries, by: siamese, into: scores) {
      throw .notFinite(.score, image: first + bad)
    }
    let most = min(most, count)
    return [ClassRanking](unsafeUninitializedCapacity: queryCount) { rankings, made in
      nonisolated(unsafe) let rankings = rankings
      Threads.forEach(queryCount) { query in
        scores.takeMeans(query: query)
        let row = UnsafePointer(target.pointer + query * classCount)
        let best = topIndices(row, count: classCount, k: most).map { ($0, row[$0]) }
        (rankings.baseAddress! + query).initialize(
          to: ClassRanking(best: best, logSum: logSumExp(row, count: classCount)))
      }
      made = queryCount
      withExtendedLifetime((target, others)) {}
    }
  }

  /// Scores the queries against all rows, piece by piece: the first query with a score that is infinite
  /// or NaN, nil if there is none.
  private func takeScores(
    of queries: Tensor, by siamese: Siamese<some Layer>, into scores: ClassScores
  ) -> Int? {
    var pieces: [EmbeddingRows.Piece] = []
    rows.pieces.forEach { pieces.append($0) }
    let first = Lock<Int?>(nil)
    nonisolated(unsafe) let scores = scores
    let queries = queries.detached
    func take(_ piece: EmbeddingRows.Piece) {
      let values = siamese.logits(embeddings: queries, with: piece.tensor).detached
      let bad = piece.withRun { run in
        withScalars(values) {
          scores.take($0, queries: queries.shape[0], of: run, start: piece.start)
        }
      }
      if let bad { first.withLock { $0 = min($0 ?? bad, bad) } }
    }
    // Many queries share the threads among them, a few share the pieces.
    if queries.shape[0] >= 2 * Threads.count {
      for piece in pieces { take(piece) }
    } else {
      Threads.forEach(pieces.count) { take(pieces[$0]) }
    }
    return first.withLock { $0 }
  }
}
