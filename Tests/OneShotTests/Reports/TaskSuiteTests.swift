import OneShot
import Synchronization
import Testing

@Suite struct TaskSuiteTests {
  let dataset = numberedImages(groups: [6, 6], drawers: 6)

  @Test func aRowForEachSet() throws {
    let lists = try [2, 5].map { try TaskSampler(dataset, ways: $0, shots: 2).tasks(7, seed: 1) }
    let rows = TaskSuite(lists.map { (.acrossGroups, $0) }).rows(for: LabelScorer.perfect)
    #expect(rows.map(\.ways) == [2, 5] && rows.map(\.shots) == [2, 2])
    #expect(
      rows.allSatisfy {
        $0.method == "label" && $0.protocol == .acrossGroups
          && $0.accuracy == Accuracy(correct: 7, of: 7)
      })
  }

  @Test func oneShotTasksOfSeveralSizesAndScopes() throws {
    let suite = try TaskSuite.fewShot(on: dataset, ways: [2, 5], trials: 20, seed: 3)
    #expect(
      suite.sets.map(\.protocol) == [.withinGroup, .withinGroup, .acrossGroups, .acrossGroups])
    #expect(suite.sets.map(\.tasks.count) == [10, 4, 10, 4])
    #expect(suite.sets.map { $0.tasks[0].ways } == [2, 5, 2, 5])
    let across = try TaskSampler(dataset, ways: 5, queries: 5, scope: .acrossGroups)
    #expect(suite.sets[3].tasks.tasks == across.tasks(trials: 20, seed: 3).tasks)
    #expect(throws: SamplingError.self) { try TaskSuite.fewShot(on: dataset, ways: [7]) }
  }

  @Test func rowsAreThoseOfEvaluations() throws {
    let suite = try TaskSuite.fewShot(on: dataset, ways: [3], trials: 30)
    let rows = suite.rows(for: NearestNeighbor(), batchSize: 5, seed: 9)
    for (row, entry) in zip(rows, suite.sets) {
      #expect(
        row.accuracy == Evaluation(of: NearestNeighbor(), on: entry.tasks, seed: 9).accuracy)
    }
  }

  /// Once for each dataset, however many sets are over it, also after the images were replaced.
  @Test func anImageIsEmbeddedOnce() throws {
    let other = numberedImages(groups: [3], drawers: 4)
    let digits = EvaluationProtocol(rawValue: "digits")
    let suite =
      try TaskSuite.fewShot(on: dataset, ways: [6, 12], trials: 60, scopes: [.acrossGroups])
      + TaskSuite([(digits, TaskSampler(other, ways: 3, queries: 3).tasks(9, seed: 1))])
    let counter = Counter()
    #expect(suite.rows(for: counter).count == 3)
    let used = Set(suite.sets[..<2].flatMap { $0.tasks.tasks.flatMap(\.images) }).count
    let others = Set(suite.sets[2].tasks.tasks.flatMap(\.images)).count
    #expect(counter.seen.withLock { $0 } == used + others)
    var asked: [EvaluationProtocol] = []
    let larger = suite.onImages { name, images in
      asked.append(name)
      return images.resized(height: 3, width: 3)
    }
    #expect(asked == [.acrossGroups, digits])
    #expect(larger.sets.allSatisfy { $0.tasks.dataset.height == 3 })
    #expect(larger.sets.map(\.tasks.tasks) == suite.sets.map(\.tasks.tasks))
    let again = Counter()
    _ = larger.rows(for: again)
    #expect(again.seen.withLock { $0 } == used + others)
  }

  private final class Counter: TaskScorer {
    let name = "counter"
    let seen = Mutex(0)
    func embed(_ images: Tensor) -> Tensor {
      seen.withLock { $0 += images.shape[0] }
      return images.flattened()
    }
    func scores(of queries: Tensor, support: Tensor) -> Tensor {
      .zeros([queries.shape[0], support.shape[0]])
    }
  }
}
