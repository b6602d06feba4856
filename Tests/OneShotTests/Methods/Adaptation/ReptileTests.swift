import Autograd
import OneShot
import Tensor
import TestSupport
import Testing

@Suite struct ReptileTests {
  @Test func theWayIsThatOfPyTorch() throws {
    let fixture = Fixture("Adaptation/reptile-3-steps")
    var method = try AdaptationJudgement.method(fixture)
    let episodes = AdaptationJudgement.episodes(fixture)
    let (loss, gradients) = gradient(of: &method) { reptileLoss($0, episodes, batchSize: 100) }
    expectClose(loss, fixture["loss"].item, tolerance: 1e-5)
    for (path, parameter) in method.parameters where parameter.role == .trainable {
      expectClose(
        gradients[path] ?? .zeros([]), fixture["gradient.\(path)"], path, tolerance: 1e-4)
    }
  }

  @Test func smallBatchesAreDrawnAnew() throws {
    let fixture = Fixture("Adaptation/reptile-3-steps")
    let episodes = AdaptationJudgement.episodes(fixture)
    func gradients(_ seed: UInt64) throws -> [Tensor?] {
      var (method, random) = (
        try AdaptationJudgement.method(fixture), SeededGenerator(seed: seed)
      )
      return gradient(of: &method, using: &random) {
        reptileLoss($0, episodes, batchSize: 3)
      }.gradients.values
    }
    #expect(try gradients(1) == gradients(1))
    #expect(try gradients(1) != gradients(2))
  }

  @Test func learns() throws {
    var method = try MAML(
      SmallGlyphs.leg, input: [16, 16, 1], ways: 5, loop: .firstOrderMAML(steps: 4, rate: 0.1))
    let glyphs = try SmallGlyphs()
    let sampler = try TaskSampler(glyphs.training, ways: 5, queries: 10)
    let before = glyphs.accuracy(method)
    var optimizer = SGD(learningRate: 0.5)
    try train(
      &method, with: &optimizer, on: Batches.episodes(2, from: sampler, seed: 1), steps: 60
    ) { reptileLoss($0, $1) }
    let after = glyphs.accuracy(method)
    #expect(after.interval.lowerBound > max(0.3, before.value), "\(before) before, \(after) after")
  }

  @Test func stopsAtALoopThatLeavesTheLeg() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let method = try MAML(Flatten(), input: [2, 2, 1], ways: 2, loop: .anil())
      _ = reptileLoss(method, [Episode(.zeros([2, 2, 2, 1]), ways: 2, shots: 1, answers: [])])
    }
    #expect(message(of: result).contains("expected a loop that adapts the whole network"))
  }
}
