import OneShot
import TestSupport
import Testing

@Suite struct EvaluationTests {
  let dataset = numberedImages(groups: [10, 10], drawers: 6)

  private func tasks(shots: Int = 1) throws -> TaskSet {
    try TaskSampler(dataset, ways: 5, shots: shots, queries: 5).tasks(40, seed: 1)
  }

  @Test(arguments: [1, 3]) func aPerfectScorerIsAlwaysRight(shots: Int) throws {
    let evaluation = Evaluation(of: LabelScorer.perfect, on: try tasks(shots: shots))
    #expect(evaluation.accuracy == Accuracy(correct: 200, of: 200))
    #expect(evaluation.description == evaluation.accuracy.description)
    #expect(evaluation.method == "label" && evaluation.wrongTrials.isEmpty)
  }

  @Test(arguments: [0, 1, -Float.infinity, .infinity, .nan])
  func aConstantScorerIsNeverRight(constant: Float) throws {
    let evaluation = Evaluation(of: LabelScorer { _, _ in constant }, on: try tasks())
    #expect(evaluation.accuracy.correct == 0 && evaluation.wrongTrials == Array(0..<200))
  }

  @Test func oneTieOrOneNaNMakesATrialWrong() throws {
    func correct(_ scorer: LabelScorer, _ tasks: TaskSet) -> Int {
      Evaluation(of: scorer, on: tasks).accuracy.correct
    }
    let tie = LabelScorer { $0.0 == $1.0 || ($0.0 + 1) % 10 == $1.0 % 10 ? 1 : 0 }
    let full = try TaskSampler(dataset, ways: 10, queries: 10).tasks(10, seed: 1)
    #expect(correct(tie, full) == 0)
    let nanElsewhere = LabelScorer { $0.0 == $1.0 ? 1 : ($0.0 + 1) % 10 == $1.0 % 10 ? .nan : 0 }
    #expect(correct(nanElsewhere, full) == 0)
    let nanForTruth = LabelScorer { $0.0 == $1.0 ? .nan : 0 }
    #expect(correct(nanForTruth, full) == 0)
    let one = try TaskSampler(dataset, ways: 1).tasks(10, seed: 1)
    #expect(correct(nanForTruth, one) == 0)
    #expect(correct(LabelScorer.perfect, one) == 10)
  }

  @Test func positionsTellNothing() {
    // The answer of query i is always class i.
    let tasks = (0..<40).map { _ in
      OneShotTask(
        support: (0..<10).map { [$0 * 6] }, queries: (0..<10).map { $0 * 6 + 1 },
        answers: Array(0..<10))
    }
    let set = TaskSet(dataset: dataset, tasks: tasks)
    let accuracy = Evaluation(of: PositionScorer(), on: set).accuracy
    #expect(accuracy.interval.contains(0.1) && accuracy.value < 0.2)
    let scores = Evaluation(of: PositionScorer(), on: set).scores
    #expect(scores == Evaluation(of: PositionScorer(), on: set).scores)
    #expect(scores != Evaluation(of: PositionScorer(), on: set, seed: 1).scores)
    // A task is shuffled in its own way, whatever the tasks before it.
    #expect(scores[0] != scores[1])
    let rest = Evaluation(of: PositionScorer(), on: set.prefix(7))
    #expect(rest.scores == Array(scores[..<7]))
  }

  /// Likes support i for query i, whatever the images.
  struct PositionScorer: TaskScorer {
    let name = "position"
    func embed(_ images: Tensor) -> Tensor { .zeros([images.shape[0]]) }
    func scores(of queries: Tensor, support: Tensor) -> Tensor { .identity(queries.count) }
  }

  @Test func scoresAreInTheTasksOwnOrder() throws {
    let tasks = try tasks(shots: 2)
    let evaluation = Evaluation(of: LabelScorer { Float($0.0 * 100 + $1.0) }, on: tasks)
    for (task, scores) in zip(tasks.tasks, evaluation.scores) {
      let classes = task.support.map { Float(dataset.labels($0[0]).position) }
      let queries = task.queries.map { Float(100 * dataset.labels($0).position) }
      #expect(scores == Tensor(queries.map { query in classes.map { query + $0 } }))
    }
  }

  @Test func embeddingsMayBeGiven() throws {
    let tasks = try tasks()
    let store = NearestNeighbor().embed(dataset)
    let given = Evaluation(of: NearestNeighbor(), on: tasks, embeddings: store)
    #expect(given.scores == Evaluation(of: NearestNeighbor(), on: tasks).scores)
    // They are what is scored: those of other images tell nothing of these.
    let other = Embeddings(of: dataset) { $0.flattened() * 0 }
    #expect(
      Evaluation(of: NearestNeighbor(), on: tasks, embeddings: other).accuracy.correct == 0)
  }

  @Test func withoutTasksThereAreNoTrials() {
    let evaluation = Evaluation(
      of: LabelScorer.perfect, on: TaskSet(dataset: dataset, tasks: []))
    #expect(evaluation.verdicts.isEmpty && evaluation.rankings.isEmpty)
    #expect(evaluation.description == "no trials")
  }
}
