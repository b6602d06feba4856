import Kernels
import OneShot
import Testing

/// What holds of the engine over a whole training.
@Suite(.serialized)
struct EngineTests {
  private static func makeNetwork() throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(8, kernel: 5, activation: .relu)
      MaxPool2D()
      Conv2D(16, kernel: 3, activation: .relu)
      Flatten()
      Dense(32, activation: .sigmoid)
    }
    return try Siamese(leg, input: [20, 20, 1], seed: 3)
  }

  /// The losses of so many steps on pairs of generated characters.
  private func losses(_ steps: Int, after: (Int) -> Void = { _ in }) throws -> [Float] {
    let characters = Glyphs(alphabets: 3, characters: 5, drawers: 6).dataset(size: 20)
    let sampler = try PairSampler(characters)
    var network = try Self.makeNetwork()
    var optimizer = SGD(learningRate: 0.05, momentum: 0.6, nesterov: true)
    var random = SeededGenerator(seed: 2)
    var losses: [Float] = []
    try train(&network, with: &optimizer, steps: steps) { _ in
      sampler.batch(16, using: &random)
    } loss: { network, pairs in
      binaryCrossEntropy(
        network(characters.images(at: pairs.left), characters.images(at: pairs.right)),
        pairs.targets)
    } report: { _, step in
      losses.append(step.loss)
      after(step.iteration)
    }
    return losses
  }

  /// In a process of its own, since other tests allocate too, and on one thread, since it is chance
  /// how many threads hold scratch memory at a time.
  @Test func aSteadyStepTakesNoMemoryFromTheSystem() async {
    await #expect(processExitsWith: .success) {
      ThreadPool.threadCount = 1
      var counts: [Int] = []
      _ = try EngineTests().losses(20) { _ in counts.append(BufferPool.systemBufferCount) }
      guard counts[0] > 0, counts[19] == counts[9] else { fatalError("\(counts)") }
    }
  }

  @Test func aRunIsTheSameForAnyNumberOfThreads() throws {
    defer { ThreadPool.threadCount = 0 }
    ThreadPool.threadCount = 1
    let expected = try losses(10)
    ThreadPool.threadCount = 3
    #expect(try losses(10) == expected)
  }
}
