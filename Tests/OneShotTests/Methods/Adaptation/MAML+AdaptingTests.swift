import Autograd
import OneShot
import Tensor
import TestSupport
import Testing

@Suite struct MAMLAdaptingTests {
  static let fixture = Fixture("Adaptation/maml-3-steps-support")
  static var episode: Episode { AdaptationJudgement.episodes(fixture)[0] }

  /// A linear network, so that a step is known: w − α xᵀ (softmax − labels) / n.
  @Test func aStepIsThatOfGradientDescent() throws {
    var method = try MAML(Flatten(), input: [1, 2, 1], ways: 2, loop: .maml(rate: 0.5))
    method.head.weight.value = .zeros([2, 2])
    let images = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 1, 2, 1])
    let adapted = method.adapted(to: Episode(images, ways: 2, shots: 1, answers: [0]))
    // (softmax − labels) / n is ∓1/4 for the one image and ±1/4 for the other.
    expectClose(adapted.head.weight.value, Tensor([[-0.25, 0.25], [-0.25, 0.25]]))
    expectClose(adapted.head.bias!.value, Tensor([0, 0]))
    #expect(adapted.loop.steps == 0)
    #expect(method.head.weight.value == .zeros([2, 2]))
  }

  @Test func adaptedInOneStepOrInSeveral() throws {
    for part in [InnerLoop.Part.network, .head] {
      var method = try AdaptationJudgement.method(Self.fixture)
      method.loop.adapting = part
      var one = method
      one.loop.steps = 1
      var stepwise = method
      for _ in 0..<method.loop.steps {
        stepwise.loop = one.loop
        stepwise = stepwise.adapted(to: Self.episode)
      }
      expectClose(stepwise.logits(of: Self.episode), method.logits(of: Self.episode))
      #expect(!method.logits(of: Self.episode).isTracked)
    }
  }

  /// With the support's statistics a query's logits are its own; with the queries' they are not.
  @Test(arguments: [InnerLoop.Part.network, .head])
  func statisticsOfTheSupportKeepQueriesApart(_ part: InnerLoop.Part) throws {
    var method = try AdaptationJudgement.method(Self.fixture)
    method.loop.adapting = part
    let episode = Self.episode
    let supports = episode.ways * episode.shots
    let two = Episode(
      episode.images[0..<supports + 2], ways: episode.ways, shots: episode.shots,
      answers: Array(episode.answers[..<2]))
    expectClose(method.logits(of: two), method.logits(of: episode)[0..<2])
    method.loop.statistics = .queries
    #expect(relativeError(method.logits(of: two), method.logits(of: episode)[0..<2]) > 1e-2)
  }

  @Test func runningStatisticsTakeNoPart() throws {
    var method = try AdaptationJudgement.method(Self.fixture)
    let expected = method.logits(of: Self.episode)
    let before = method.values
    _ = gradient(of: &method) { mamlLoss($0, [Self.episode]) }
    #expect(method.values == before)
    method.forEachParameter { _, parameter in
      if parameter.role == .statistic { parameter.value = parameter.value + 3 }
    }
    #expect(method.logits(of: Self.episode) == expected)
  }

  /// As a leg that has learned otherwise brings it along: each image is then embedded on its own.
  @Test(arguments: [InnerLoop.Part.network, .head])
  func frozenBatchNormKeepsWhatItKnows(_ part: InnerLoop.Part) throws {
    var method = try AdaptationJudgement.method(Self.fixture)
    method.loop.adapting = part
    method.leg.forEachParameter { path, parameter in
      parameter.isFrozen = path.hasSuffix("scale") || path.hasSuffix("shift")
    }
    let expected = method.logits(of: Self.episode)
    let frozen = method.leg.parameters.filter { $0.parameter.isFrozen }
    #expect(!frozen.isEmpty)
    let adapted = method.adapted(to: Self.episode).leg.parameters.filter { $0.parameter.isFrozen }
    #expect(adapted.map(\.parameter.value) == frozen.map(\.parameter.value))
    method.loop.statistics = .queries
    #expect(method.logits(of: Self.episode) == expected)
    method.forEachParameter { _, parameter in
      if parameter.role == .statistic { parameter.value = parameter.value + 3 }
    }
    #expect(relativeError(method.logits(of: Self.episode), expected) > 1e-2)
  }

  @Test func scoresAreLogits() throws {
    let method = try AdaptationJudgement.method(Self.fixture)
    let episode = Self.episode
    let supports = episode.ways * episode.shots
    let support = episode.images[0..<supports]
    let found = method.scores(
      of: method.embed(episode.images[supports..<episode.images.shape[0]]),
      support: support.reshaped(
        to: Shape([episode.ways, episode.shots] + method.input.dimensions)))
    #expect(found == method.logits(of: episode))
  }
}
