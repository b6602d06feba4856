import OneShot
import TestSupport
import Testing

@Suite struct TaskScorerTests {
  /// Likes a class if all its shots are of the query's class.
  struct WholeSetScorer: TaskScorer {
    let name = "whole-set"
    func embed(_ images: Tensor) -> Tensor {
      images.flattened().slice(0..<1, axis: 1).reshaped(to: [images.shape[0]])
    }
    func scores(of queries: Tensor, support: Tensor) -> Tensor {
      let sets = (0..<support.shape[0]).map { support[$0].scalars }
      return Tensor(
        queries.scalars.flatMap { query in
          sets.map { $0.allSatisfy { $0 == query } ? 1 : 0 }
        }, shape: [queries.count, sets.count])
    }
  }

  @Test(arguments: [1, 3]) func aMethodMayScoreTheWholeSupportSet(shots: Int) throws {
    let dataset = numberedImages(groups: [10, 10], drawers: 6)
    let tasks = try TaskSampler(dataset, ways: 5, shots: shots, queries: 5).tasks(40, seed: 1)
    #expect(
      Evaluation(of: WholeSetScorer(), on: tasks).accuracy == Accuracy(correct: 200, of: 200))
  }

  /// Methods of all kinds in one list.
  @Test func severalMethodsInAnArray() throws {
    let dataset = numberedImages(groups: [6], drawers: 4)
    let tasks = try TaskSampler(dataset, ways: 3, queries: 3).tasks(5, seed: 1)
    let methods: [any TaskScorer] = [
      WholeSetScorer(), NearestNeighbor(), RandomScorer(), Views(NearestNeighbor(), 2),
    ]
    let found = methods.map { Evaluation(of: $0, on: tasks) }
    #expect(
      found.map(\.method) == ["whole-set", "nearest-neighbor", "random", "nearest-neighbor"])
    #expect(found[0].accuracy.correct == 15)
  }
}
