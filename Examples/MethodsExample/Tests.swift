import OneShot

/// What every method is asked: the official runs, and tasks across the held-out alphabets.
struct Tests {
  private struct Part {
    let name: EvaluationProtocol
    let images: ImageDataset
    let lists: [[OneShotTask]]
  }

  private let parts: [Part]

  init(_ heldOut: ImageDataset, official: OneShotTaskSet, seed: UInt64) throws {
    let sizes = [(2, 1), (5, 1), (10, 1), (15, 1), (20, 1), (5, 5), (20, 5)]
    let lists = try sizes.map { ways, shots in
      try TaskSampler(
        heldOut, ways: ways, shots: shots, queries: ways, scope: .acrossAlphabets,
        drawers: .separate
      ).tasks((400 + ways - 1) / ways, seed: seed)
    }
    parts = [
      Part(
        name: .officialWithinAlphabet,
        images: official.dataset.softened(radius: 2).resized(height: 28, width: 28),
        lists: [official.tasks]),
      Part(
        name: .acrossAlphabets, images: heldOut.resized(height: 28, width: 28), lists: lists),
    ]
  }

  /// What a method reaches, under a name of our own.
  func rows(_ method: some TaskScorer, as name: String) -> [ResultRow] {
    parts.flatMap { part in
      resultRows(method, on: part.lists, of: part.images, protocol: part.name).map {
        ResultRow(
          protocol: $0.protocol, ways: $0.ways, shots: $0.shots, method: name,
          accuracy: $0.accuracy)
      }
    }
  }

  /// A method's answers to the official trials.
  func officialVerdicts(_ method: some TaskScorer) -> [Verdict] {
    verdicts(method, on: parts[0].lists[0], of: parts[0].images)
  }
}

/// A trained method of any type.
protocol Judge {
  func rows(on tests: Tests, as name: String) -> [ResultRow]
  func officialVerdicts(on tests: Tests) -> [Verdict]
}

/// A trained method.
struct Judged<Method: TaskScorer>: Judge {
  let method: Method
  init(_ method: Method) { self.method = method }
  func rows(on tests: Tests, as name: String) -> [ResultRow] { tests.rows(method, as: name) }
  func officialVerdicts(on tests: Tests) -> [Verdict] { tests.officialVerdicts(method) }
}
