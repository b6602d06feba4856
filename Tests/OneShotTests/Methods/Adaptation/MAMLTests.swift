import Autograd
import OneShot
import Tensor
import TestSupport
import Testing

@Suite struct MAMLTests {
  @Test func names() throws {
    func name(_ loop: InnerLoop) throws -> String {
      try MAML(Flatten(), input: [2, 2, 1], ways: 3, loop: loop).name
    }
    #expect(try name(.maml()) == "maml")
    #expect(try name(.firstOrderMAML()) == "first-order-maml")
    #expect(try name(.anil()) == "anil")
    #expect(try name(.metaSGD()) == "meta-sgd")
  }

  @Test func parameters() throws {
    let method = try MAML(Flatten(), input: [2, 2, 1], ways: 3)
    #expect(method.parameters.map(\.path) == ["head.weight", "head.bias"])
    #expect(method.head.weight.value.shape == [4, 3])
    let other = try MAML(Flatten(), input: [2, 2, 1], ways: 3, loop: .metaSGD(rate: 0.2))
    #expect(
      other.parameters.map(\.path)
        == ["head.weight", "head.bias", "rates.head.weight", "rates.head.bias"])
    #expect(other.rates?.values[1].value == Tensor([0.2, 0.2, 0.2]))
  }

  @Test(arguments: [
    InnerLoop.maml(rate: 0.2), .firstOrderMAML(rate: 0.1), .anil(steps: 2, rate: 0.4), .metaSGD(),
  ])
  func learns(_ loop: InnerLoop) throws {
    let glyphs = try SmallGlyphs()
    let method = try MAML(SmallGlyphs.leg, input: [16, 16, 1], ways: 5, loop: loop)
    let sampler = try TaskSampler(glyphs.training, ways: 5, queries: 10)
    var (trained, optimizer) = (method, Adam(learningRate: 0.003))
    try train(
      &trained, with: &optimizer, on: Batches.episodes(2, from: sampler, seed: 1), steps: 100,
      loss: mamlLoss)
    let (before, after) = (glyphs.accuracy(method), glyphs.accuracy(trained))
    #expect(
      after.interval.lowerBound > max(0.3, before.value),
      "\(method.name): \(before) before, \(after) after")
  }

  @Test func stopsAtAnotherNumberOfClasses() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let method = try MAML(Flatten(), input: [2, 2, 1], ways: 3)
      _ = method.scores(of: .zeros([1, 2, 2, 1]), support: .zeros([2, 1, 2, 2, 1]))
    }
    #expect(message(of: result).contains("maml: made for 3 classes, got a task of 2"))
  }

  @Test func stopsAtOtherImages() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try MAML(Flatten(), input: [2, 2, 1], ways: 3).embed(.zeros([1, 3, 2, 1]))
    }
    #expect(message(of: result).contains("maml: made for inputs [2, 2, 1]"))
  }
}
