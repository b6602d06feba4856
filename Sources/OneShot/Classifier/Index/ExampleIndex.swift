import Basics
import EmbeddingSearch
import Tensor

/// The index that a ``OneShotClassifier`` asks for the examples nearest to a query. An example's number in it
/// is the id of its row.
final class ExampleIndex: Sendable {
  /// How many examples are asked for.
  let nearest: Int
  private let index: SharedLock<any EmbeddingIndex>

  init(_ index: any EmbeddingIndex, nearest: Int) {
    self.nearest = nearest
    self.index = SharedLock(index)
  }

  /// The index as it is.
  var current: any EmbeddingIndex { index.withReading { $0 } }

  /// Runs `body` with the index, while no change is made.
  func read<Result>(
    _ body: (any EmbeddingIndex) throws(ClassifierError) -> Result
  ) throws(ClassifierError) -> Result {
    try index.withReading(body)
  }

  /// Takes examples out and puts others in, and lets `commit` tell everybody while nobody asks; if that
  /// fails, or the index does, it is as it was, as far as it can be.
  ///
  /// - Parameters:
  ///   - gone: The ids of those that go.
  ///   - come: The rows of those that come, among `next`.
  func change(
    gone: (ids: [Int], in: EnrolledClasses), come: (rows: [Int], in: EnrolledClasses),
    _ commit: () throws(ClassifierError) -> Void
  ) throws(ClassifierError) {
    try index.withWriting { index throws(ClassifierError) in
      let rows = come.in.rows
      let ids = come.rows.map { rows.id(of: $0) }
      do {
        if !ids.isEmpty { try index.add(rows.tensor(at: come.rows), ids: ids) }
        do {
          if !gone.ids.isEmpty { try index.remove(gone.ids) }
        } catch {
          try? index.remove(ids)
          throw error
        }
      } catch {
        throw .index("\(error)")
      }
      do throws(ClassifierError) {
        try commit()
      } catch {
        try? index.remove(ids)
        let rows = gone.in.rows
        let old = gone.ids.compactMap { rows.row(withID: $0) }
        if !old.isEmpty { try? index.add(rows.tensor(at: old), ids: gone.ids) }
        throw error
      }
    }
  }
}

extension EnrolledClasses {
  /// The ids of the examples that a change takes out; to be asked before it is made.
  func ids(goneAfter change: ClassChange, places: ClassPlaces) -> [Int] {
    switch change {
    case .add: []
    case .remove(let label): places[label].map { self[$0].rows.map { rows.id(of: $0) } } ?? []
    case .removeExample(let label, let example):
      places[label].map { [rows.id(of: self[$0].rows[example])] } ?? []
    case .removeAll: numbers.flatMap { self[$0].rows.map { rows.id(of: $0) } }
    }
  }

  /// The rows of the examples that a change brought, from `first` on; to be asked after it was made.
  func rows(broughtBy change: ClassChange, from first: Int, places: ClassPlaces) -> [Int] {
    guard case .add(let examples) = change else { return [] }
    let numbers = Set(examples.compactMap { places[$0.label] })
    return numbers.flatMap { self[$0].rows.filter { $0 >= first } }.sorted()
  }

  /// The best classes for a query among those of the examples that an index found.
  ///
  /// - Parameters:
  ///   - query: `[1, width]`.
  ///   - ids: Those of the examples; an id that is not enrolled is passed over.
  ///   - siamese: Scores all examples of their classes.
  ///   - most: How many classes are wanted.
  /// - Returns: nil if no class was found.
  func ranking(
    of query: Tensor, among ids: [Int], by siamese: Siamese<some Layer>, best most: Int
  ) throws(ClassifierError) -> ClassRanking? {
    let numbers = Set(
      ids.compactMap { id in
        rows.row(withID: id).map { rows.number(ofClassOf: $0) }
      }
    ).sorted()
    guard !numbers.isEmpty else { return nil }
    let found = numbers.map { number in
      let entry = self[number]
      return (label: entry.label, embeddings: rows.tensor(at: scoredRows(of: entry)))
    }
    // The few of them are classes by themselves; a prototype is its only example.
    var ranking = try EnrolledClasses(found, rule: .meanScore)
      .rankings(of: query, by: siamese, best: most)[0]
    ranking.best = ranking.best.map { (numbers[$0.number], $0.score) }
    return ranking
  }

  /// The rows that queries are compared with.
  private func scoredRows(of entry: Class) -> [Int] {
    entry.prototype >= 0 ? [Int(entry.prototype)] : entry.rows
  }
}
