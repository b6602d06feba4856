import OneShot
import Testing

@Suite struct EvaluateTests {
  let dataset = numberedImages(alphabets: [10, 10], drawers: 6)

  private func tasks(shots: Int = 1) throws -> [OneShotTask] {
    try TaskSampler(dataset, ways: 5, shots: shots, queries: 5).tasks(40, seed: 1)
  }

  @Test(arguments: [1, 3]) func aPerfectScorerIsAlwaysRight(shots: Int) throws {
    #expect(
      evaluate(LabelScorer.perfect, on: try tasks(shots: shots), of: dataset)
        == Accuracy(correct: 200, of: 200))
  }

  @Test(arguments: [0, 1, -Float.infinity, .infinity, .nan])
  func aConstantScorerIsNeverRight(constant: Float) throws {
    let constant = LabelScorer { _, _ in constant }
    #expect(evaluate(constant, on: try tasks(), of: dataset).correct == 0)
  }

  @Test func oneTieOrOneNaNMakesATrialWrong() throws {
    let tie = LabelScorer { $0.0 == $1.0 || ($0.0 + 1) % 10 == $1.0 % 10 ? 1 : 0 }
    let full = try TaskSampler(dataset, ways: 10, queries: 10).tasks(10, seed: 1)
    #expect(evaluate(tie, on: full, of: dataset).correct == 0)
    let nanElsewhere = LabelScorer { $0.0 == $1.0 ? 1 : ($0.0 + 1) % 10 == $1.0 % 10 ? .nan : 0 }
    #expect(evaluate(nanElsewhere, on: full, of: dataset).correct == 0)
    let nanForTruth = LabelScorer { $0.0 == $1.0 ? .nan : 0 }
    #expect(evaluate(nanForTruth, on: full, of: dataset).correct == 0)
    let one = try TaskSampler(dataset, ways: 1).tasks(10, seed: 1)
    #expect(evaluate(nanForTruth, on: one, of: dataset).correct == 0)
    #expect(evaluate(LabelScorer.perfect, on: one, of: dataset).correct == 10)
  }

  @Test func positionsTellNothing() {
    // The answer of query i is always class i.
    let tasks = (0..<40).map { _ in
      OneShotTask(
        support: (0..<10).map { [$0 * 6] }, queries: (0..<10).map { $0 * 6 + 1 },
        answers: Array(0..<10))
    }
    let accuracy = evaluate(PositionScorer(), on: tasks, of: dataset)
    #expect(accuracy.interval.contains(0.1) && accuracy.value < 0.2)
    #expect(accuracy == evaluate(PositionScorer(), on: tasks, of: dataset))
    #expect(accuracy != evaluate(PositionScorer(), on: tasks, of: dataset, seed: 1))
  }

  /// Likes support i for query i, whatever the images.
  struct PositionScorer: OneShotScorer {
    let name = "position"
    func represent(_ images: Tensor) -> [Void] { Array(repeating: (), count: images.shape[0]) }
    func scores(of queries: [Void], against supports: [Void]) -> Tensor {
      .identity(queries.count)
    }
  }

  @Test func shotsAreAveraged() {
    // Scores of the shots: class 0 gets 0 and 10, class 1 gets 6 and 6.
    let scorer = LabelScorer { query, support in support.0 == 0 ? Float(support.1 * 10) : 6 }
    let task = OneShotTask(support: [[0, 1], [6, 7]], queries: [2, 8], answers: [0, 1])
    #expect(evaluate(scorer, on: [task], of: dataset) == Accuracy(correct: 1, of: 2))
    #expect(rankings(scorer, on: task, of: dataset)[0].scores == [6, 5])
  }

  /// Likes a class if all its shots are of the query's class.
  struct WholeSetScorer: TaskScorer {
    let name = "whole-set"
    func represent(_ images: Tensor) -> [Int] {
      images.flattened().slice(0..<1, axis: 1).scalars.map { Int(($0 * 255).rounded()) }
    }
    func scores(of queries: [Int], support: [[Int]]) -> Tensor {
      Tensor(
        queries.flatMap { query in support.map { $0.allSatisfy { $0 == query } ? 1 : 0 } },
        shape: [queries.count, support.count])
    }
  }

  @Test(arguments: [1, 3]) func aMethodMayScoreTheWholeSupportSet(shots: Int) throws {
    let accuracy = evaluate(WholeSetScorer(), on: try tasks(shots: shots), of: dataset)
    #expect(accuracy == Accuracy(correct: 200, of: 200))
  }

  @Test func severalListsAndTaskSets() throws {
    let lists = try [2, 5].map { try TaskSampler(dataset, ways: $0).tasks(8 * $0, seed: 1) }
    let accuracies = evaluate(LabelScorer.perfect, on: lists, of: dataset)
    #expect(accuracies == [Accuracy(correct: 16, of: 16), Accuracy(correct: 40, of: 40)])
    let set = OneShotTaskSet(dataset: dataset, tasks: lists[1])
    #expect(evaluate(LabelScorer.perfect, on: set) == accuracies[1])
  }
}
