import OneShot
import TestSupport
import Testing

/// A transductive method of the tests' own.
struct QueryCounter: TransductiveScorer {
  let name = "counter"
  let features = NearestNeighbor()

  func scores(of queries: Tensor, support: Tensor) -> Tensor {
    .full([queries.shape[0], support.shape[0]], Float(queries.shape[0]))
  }
}

@Suite struct TransductiveScorerTests {
  private func tasks() throws -> TaskSet {
    let dataset = numberedImages(groups: [6], drawers: 4)
    return try TaskSampler(dataset, ways: 3, queries: 6).tasks(5, seed: 1)
  }

  @Test func isGivenAllQueriesOfATaskTogether() throws {
    let evaluation = Evaluation(of: QueryCounter(), on: try tasks())
    #expect(evaluation.scores == [Tensor](repeating: .full([6, 3], 6), count: 5))
    #expect(evaluation.isTransductive)
    #expect(evaluation.showing(evaluation.tasks.dataset).isTransductive)
  }

  @Test func methodsSayWhatTheySee() throws {
    #expect(Evaluation(of: NearestNeighbor(), on: try tasks()).isTransductive == false)
    #expect(Views(QueryCounter(), 2).isTransductive && !Views(NearestNeighbor(), 2).isTransductive)
    let methods: [any TaskScorer] = [
      BDCSPN(NearestNeighbor()), LaplacianShot(NearestNeighbor()), PTMAP(NearestNeighbor()),
      TIM(NearestNeighbor()), JointAssignment(NearestNeighbor()),
    ]
    let all = methods.allSatisfy(\.isTransductive)
    #expect(all)
    #expect(
      methods.map(\.name)
        == ["bd-cspn", "laplacian-shot", "pt-map", "tim", "nearest-neighbor-joint"])
  }

  @Test func embedsAsItsFeaturesDo() {
    let images = samples([3, 2, 2, 1])[0]
    #expect(PTMAP(NearestNeighbor()).embed(images) == NearestNeighbor().embed(images))
  }
}

/// What every method of these must do, by tasks of features that lie around class centers.
struct QueryTask {
  let queries: Tensor
  let support: Tensor
  let answers: [Int]

  /// Classes that one example of each tells apart badly.
  init(ways: Int = 5, shots: Int = 1, rounds: Int = 8, seed: UInt64 = 1) {
    var random = SeededGenerator(seed: seed)
    let centers = Tensor.uniform([ways, 12], in: 0..<2, using: &random)
    let examples = (0..<ways * shots).map { $0 / shots }
    answers = (0..<ways * rounds).map { $0 % ways }.shuffled(using: &random)
    func drawn(_ labels: [Int]) -> Tensor {
      (centers.gathered(at: labels)
        + .normal([labels.count, 12], standardDeviation: 0.6, using: &random)).relu()
    }
    support = drawn(examples).reshaped(to: [ways, shots, 12])
    queries = drawn(answers)
  }

  /// The share of the queries that a method is right on.
  func accuracy(_ scorer: some TaskScorer) -> Double {
    let choices = scorer.scores(of: queries, support: support).argmax(axis: 1)
    return Double(zip(choices, answers).count { $0 == $1 }) / Double(answers.count)
  }
}

/// Records an issue unless the method gains by seeing the queries, answers in any order of queries and
/// classes alike, and answers a query alone as `other` does, or else the base.
func expectTransductive(
  _ method: some TransductiveScorer, over base: some TaskScorer,
  alone other: (any TaskScorer)? = nil, tolerance: Float = 1e-4,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var (gained, plain) = (0.0, 0.0)
  for seed in 0..<12 {
    let task = QueryTask(seed: UInt64(seed))
    gained += task.accuracy(method) / 12
    plain += task.accuracy(base) / 12
  }
  #expect(gained > plain + 0.02, "\(gained) by \(plain)", sourceLocation: sourceLocation)
  let task = QueryTask(shots: 2)
  let scores = method.scores(of: task.queries, support: task.support)
  var random = SeededGenerator(seed: 9)
  let (order, classes) = (
    Array(0..<40).shuffled(using: &random), Array(0..<5).shuffled(using: &random)
  )
  let shuffled = method.scores(
    of: task.queries.gathered(at: order), support: task.support.gathered(at: classes))
  expectClose(
    shuffled, scores.gathered(at: order).transposed().gathered(at: classes).transposed(),
    tolerance: tolerance, sourceLocation: sourceLocation)
  for query in 0..<5 {
    let alone = task.queries[query..<query + 1]
    let scores = (other ?? base).scores(of: alone, support: task.support)
    #expect(
      method.scores(of: alone, support: task.support).argmax() == scores.argmax(),
      sourceLocation: sourceLocation)
  }
  #expect(
    method.scores(of: task.queries[0..<0], support: task.support).shape == [0, 5],
    sourceLocation: sourceLocation)
}

/// Scores by the cosine with the mean of a class, for features that are given.
struct MeanCosine: TaskScorer {
  let name = "cosine"
  func embed(_ images: Tensor) -> Tensor { images }
  func scores(of queries: Tensor, support: Tensor) -> Tensor {
    .pairwiseCosine(queries, support.mean(axes: [1]))
  }
}
