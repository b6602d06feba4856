import OneShot
import TestSupport
import Testing

@Suite struct FewShotMethodTests {
  private func method() throws -> PrototypicalNetwork<Sequential> {
    let leg = Sequential {
      Conv2D(3, kernel: 3)
      BatchNorm()
      Flatten()
    }
    return try PrototypicalNetwork(leg, input: [4, 4, 1])
  }

  /// Three classes of two examples, and four queries.
  private let episode = Episode(
    samples([10, 4, 4, 1])[0], ways: 3, shots: 2, answers: [2, 0, 1, 1])

  @Test func anEpisodeAndAnEmbeddedTaskHaveTheSameLogits() throws {
    let method = try method()
    let rows = method.embed(episode.images)
    let scores = method.scores(
      of: rows[6..<10], support: rows[0..<6].reshaped(to: [3, 2, rows.shape[1]]))
    #expect(scores.shape == [4, 3])
    #expect(scores == method.logits(of: episode))
  }

  @Test func theLossIsThatOfTheAnswers() throws {
    let method = try method()
    let logits = method.logits(of: episode).logSoftmax()
    let expected = episode.answers.enumerated().reduce(0) {
      $0 - logits[scalarAt: $1.offset, $1.element] / 4
    }
    expectClose(episodeLoss(method, episode).item, expected)
  }

  /// Batch norm sees support and queries as one batch, and its statistics are kept.
  @Test func batchNormTakesPart() throws {
    var method = try method()
    let mean = method.leg(episode.images)
    _ = gradient(of: &method) { episodeLoss($0, episode) }
    let statistics = method.parameters.first { $0.path == "leg.1.runningMean" }
    #expect(try #require(statistics).parameter.value != .zeros([3]))
    #expect(method.leg(episode.images) != mean)
  }

  @Test func aMethodOfYourOwn() throws {
    /// Scores by the largest similarity, whatever the others are.
    struct Nearest: FewShotMethod {
      var leg = Flatten()
      let input: Shape = [4, 4, 1]
      let name = "nearest"
      func logits(of queries: Tensor, support: Tensor) -> Tensor {
        let examples = support.reshaped(to: [support.shape[0] * support.shape[1], 16])
        return queries.matmulTransposed(examples)
          .reshaped(to: [queries.shape[0], support.shape[0], support.shape[1]]).max(axes: [2])
      }
      mutating func visit(_ visitor: inout some ParameterVisitor) {
        visitor.visit(&leg, named: "leg")
      }
    }
    #expect(Nearest().logits(of: episode).shape == [4, 3])
  }

  @Test func stopsAtWhatDoesNotFit() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try PrototypicalNetwork(Flatten(), input: [4, 4, 1]).embed(.zeros([2, 5, 4, 1]))
    }
    #expect(
      message(of: result).contains(
        "prototypical: made for inputs [4, 4, 1], got a batch of shape [2, 5, 4, 1]"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try PrototypicalNetwork(Flatten(), input: [4, 4, 1])
        .logits(of: .zeros([2, 5]), support: .zeros([3, 1, 6]))
    }
    #expect(
      message(of: result).contains(
        "expected queries [queries] + embedding and support [ways, shots] + embedding, got [2, 5] "
          + "and [3, 1, 6]"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Episode(.zeros([7, 4, 4, 1]), ways: 3, shots: 2, answers: [0, 1])
    }
    #expect(
      message(of: result).contains(
        "Episode: expected 3 · 2 support images and 2 queries, got a batch of shape [7, 4, 4, 1]"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Episode(.zeros([7, 4, 4, 1]), ways: 3, shots: 2, answers: [3])
    }
    #expect(message(of: result).contains("Episode: answers [3] for 3 classes"))
  }
}
