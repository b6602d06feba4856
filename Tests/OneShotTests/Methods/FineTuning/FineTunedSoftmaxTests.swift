import OneShot
import TestSupport
import Testing

@Suite struct FineTunedSoftmaxTests {
  @Test(arguments: [FineTuning.baseline, .baselinePlusPlus])
  func tellsClassesApart(settings: FineTuning) {
    let method = FineTunedSoftmax(NearestNeighbor(), settings)
    var accuracy = 0.0
    for seed in 0..<5 { accuracy += QueryTask(shots: 5, seed: UInt64(seed)).accuracy(method) / 5 }
    #expect(accuracy > 0.8, "\(method.name): \(accuracy)")
    #expect(!method.isTransductive)
  }

  @Test(arguments: [FineTuning.baseline, .baselinePlusPlus])
  func isTheSameForASeedAndAnyNumberOfThreads(settings: FineTuning) {
    let task = QueryTask()
    func scores(_ seed: UInt64) -> Tensor {
      FineTunedSoftmax(NearestNeighbor(), settings, seed: seed)
        .scores(of: task.queries, support: task.support)
    }
    #expect(scores(3) == ThreadPool.serially { scores(3) })
    #expect(scores(3) != scores(4))
  }

  /// A query's scores do not depend on those beside it.
  @Test func queriesAreAnsweredForThemselves() {
    let task = QueryTask()
    let method = FineTunedSoftmax(NearestNeighbor(), .baselinePlusPlus)
    let all = method.scores(of: task.queries, support: task.support)
    expectClose(
      method.scores(of: task.queries[3..<4], support: task.support), all[3..<4], tolerance: 1e-6)
  }

  @Test func names() {
    #expect(FineTunedSoftmax(NearestNeighbor()).name == "baseline")
    #expect(FineTunedSoftmax(NearestNeighbor(), .baselinePlusPlus).name == "baseline++")
    #expect(FineTunedSoftmax(NearestNeighbor(), FineTuning(.linear, epochs: 0)).name == "baseline")
    let images = samples([2, 3, 3, 1])[0]
    #expect(
      FineTunedSoftmax(NearestNeighbor()).embed(images) == NearestNeighbor().embed(images))
  }
}
