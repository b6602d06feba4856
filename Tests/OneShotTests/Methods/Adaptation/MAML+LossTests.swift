import Autograd
import OneShot
import Tensor
import TestSupport
import Testing

@Suite(.serialized) struct MAMLLossTests {
  static let fixtures = Fixture.cases(of: "Adaptation").filter { $0.contains("answers.1") }
    .filter { !$0.name.contains("reptile") }

  @Test(arguments: fixtures) func lossAndMetaGradientAreThoseOfPyTorch(_ fixture: Fixture) throws {
    var method = try AdaptationJudgement.method(fixture)
    let episodes = AdaptationJudgement.episodes(fixture)
    let (loss, gradients) = gradient(of: &method) { mamlLoss($0, episodes) }
    expectClose(loss, fixture["loss"].item, tolerance: 1e-5)
    for (path, parameter) in method.parameters where parameter.role == .trainable {
      expectClose(
        gradients[path] ?? .zeros([]), fixture["gradient.\(path)"], path, tolerance: 5e-4)
    }
    expectClose(mamlLoss(method, episodes).item, loss)
  }

  /// One episode after the other with the graph of both, instead of each by itself.
  @Test func isTheMeanOfTheEpisodes() throws {
    let fixture = Fixture("Adaptation/maml-3-steps-support")
    var method = try AdaptationJudgement.method(fixture)
    let episodes = AdaptationJudgement.episodes(fixture)
    let (loss, gradients) = gradient(of: &method) { mamlLoss($0, episodes) }
    let (sum, sums) = gradient(of: &method) { method in
      episodes.reduce(Tensor(0)) {
        $0 + softmaxCrossEntropy(method.logits(of: $1), labels: $1.answers)
      } / 2
    }
    expectClose(loss, sum)
    for (found, expected) in zip(gradients.values, sums.values) {
      guard let expected else { continue }
      expectClose(found ?? .zeros([]), expected, tolerance: 1e-4)
    }
  }

  @Test func doesNotDependOnTheNumberOfThreads() throws {
    let fixture = Fixture("Adaptation/maml-3-steps-support")
    let episodes = AdaptationJudgement.episodes(fixture)
    var results: [[Tensor?]] = []
    defer { ThreadPool.threadCount = 0 }
    for threads in [1, 2, 5] {
      ThreadPool.threadCount = threads
      var method = try AdaptationJudgement.method(fixture)
      results.append(gradient(of: &method) { mamlLoss($0, episodes) }.gradients.values)
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  /// The method's meta-gradient against central differences, with no fixture between.
  @Test func passesTheGradientCheck() throws {
    let fixture = Fixture("Adaptation/maml-3-steps-support")
    let method = try AdaptationJudgement.method(fixture)
    let episodes = AdaptationJudgement.episodes(fixture)
    let check = GradientCheck(at: [method.head.bias!.value], step: 5e-3) { inputs in
      var method = method
      method.head.bias!.value = inputs[0]
      return mamlLoss(method, episodes)
    }
    #expect(check.passes, "\(check)")
  }

  @Test func drawsForDropout() throws {
    let leg = Sequential {
      Flatten()
      Dropout(0.5)
    }
    let episode = AdaptationJudgement.episodes(Fixture("Adaptation/maml-3-steps-support"))[0]
    func gradients(_ seed: UInt64) throws -> [Tensor?] {
      var method = try MAML(leg, input: [8, 8, 1], ways: 3)
      var random = SeededGenerator(seed: seed)
      return gradient(of: &method, using: &random) { mamlLoss($0, [episode]) }.gradients.values
    }
    #expect(try gradients(1) == gradients(1))
    #expect(try gradients(1) != gradients(2))
  }

  @Test func stopsWithoutEpisodes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = mamlLoss(try MAML(Flatten(), input: [2, 2, 1], ways: 3), [])
    }
    #expect(message(of: result).contains("mamlLoss: expected at least one episode"))
  }
}
