import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct WorkloadTests {
  @Test(arguments: [
    (Workload.train, 1, 1, "pairs"), (.embed, 2, 2, "images"), (.quick, 8, 8, "images"),
    (.latency, 1, 1, "pairs"), (.resnet12, 2, 2, "images"), (.conv4, 10, 10, "images"),
    (.embedResNet12, 1, 1, "images"), (.mobilenet, 1, 1, "images"), (.augment, 3, 3, "images"),
    (.augment112, 2, 2, "images"),
  ])
  func aJobRunsAndCountsItsItems(
    workload: Workload, batch: Int, items: Int, unit: String
  ) throws {
    let job = try Job(workload, batch: batch)
    #expect(job.items == items)
    #expect(job.unit == unit)
    try job.step()
  }

  @Test func theTrialsAreLikeTheOfficialOnes() {
    let trials = TaskSet.randomTrials(size: 4)
    #expect(trials.dataset.count == 800)
    #expect(trials.tasks.reduce(0) { $0 + $1.queries.count } == 400)
    #expect(trials.tasks.allSatisfy { $0.ways == 20 && $0.shots == 1 })
    let images = trials.tasks.flatMap { $0.support.flatMap { $0 } + $0.queries }
    #expect(Set(images) == Set(0..<800))
    #expect(Set(trials.dataset.pixels).count > 200)
  }

  @Test func batchesThatMakeNoSenseAreRefused() {
    for workload in Workload.allCases {
      #expect(workload.objection(to: workload.defaultBatch) == nil)
      #expect(workload.objection(to: 0) != nil)
    }
    #expect(Workload.latency.objection(to: 2) != nil)
    #expect(Workload.layers.objection(to: 3) != nil)
    #expect(Workload.quick.objection(to: 7) != nil)
  }

  @Test func halfOfThePairsAreOfOneClass() {
    #expect(alternatingTargets(4) == Tensor([[1], [0], [1], [0]]))
  }
}
