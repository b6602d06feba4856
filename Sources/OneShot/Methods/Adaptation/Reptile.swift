import Autograd
import Basics
import Layers
import Tensor

/// The way from the weights to where a few steps on an episode lead, as a gradient: θ − θ′, averaged over
/// episodes.
///
/// Nichol, Achiam and Schulman, "On first-order meta-learning algorithms", 2018, algorithm 2. With
/// `SGD(learningRate: ε)` a step of training is the paper's, θ + ε (θ′ − θ); an optimizer such as Adam takes it
/// for a gradient, as the paper says in section 2.
///
/// ```swift
/// var method = try MAML(
///   leg, input: [28, 28, 1], ways: 5,
///   loop: .firstOrderMAML(steps: 5, rate: 0.05))
/// var optimizer = SGD(learningRate: 1)
/// try train(
///   &method, with: &optimizer, on: episodes, steps: 500
/// ) { method, episodes in
///   reptileLoss(method, episodes)
/// }
/// ```
///
/// The steps are plain gradient descent, in the paper Adam without momentum, each on the next images of the
/// episode: support images and queries alike are examples to learn from, in random order. Judge the method with
/// more steps, `method.loop.steps = 10`.
///
/// - Parameters:
///   - method: The method, whose loop has the number of steps and the rate, adapts the whole network and learns
///     no rates; running statistics of its batch norms stay as they are.
///   - episodes: At least one, of as many classes as the method is made for.
///   - batchSize: How many images a step takes; default 10, as in the paper's experiments.
/// - Returns: The mean loss of the steps, of shape `[]`. Its gradient is none of it.
public func reptileLoss<Leg>(
  _ method: MAML<Leg>, _ episodes: [Episode], batchSize: Int = 10
) -> Tensor {
  require(batchSize > 0, "reptileLoss: expected a positive batch size, got \(batchSize)")
  require(
    method.loop.adapting == .network && !method.loop.learnsRates,
    "reptileLoss: expected a loop that adapts the whole network and learns no rates")
  return meanLoss(of: method, episodes, named: "reptileLoss") { method, episode, random in
    method.reptile(episode, batchSize: batchSize, random)
  } value: { method, episode in
    method.reptile(episode, batchSize: batchSize, nil).loss
  }
}

extension MAML {
  /// The mean loss of the steps on an episode, and the way back from where they lead.
  fileprivate func reptile(
    _ episode: Episode, batchSize: Int, _ random: SeededGenerator?
  ) -> (loss: Float, gradients: Gradients) {
    requireWays(episode.ways)
    var random = random ?? SeededGenerator(seed: 0, "reptile")
    let count = episode.images.shape[0]
    let order = Array(0..<count).shuffled(using: &random)
    let labels =
      (0..<episode.ways * episode.shots).map { $0 / episode.shots } + episode.answers
    var (moved, total) = (self, Float(0))
    for step in 0..<loop.steps {
      let places = (0..<min(batchSize, count)).map { order[(step * batchSize + $0) % count] }
      let images = episode.images.gathered(at: places)
      let (loss, gradients) = gradient(of: &moved.network, using: &random) {
        softmaxCrossEntropy($0(images), labels: places.map { labels[$0] })
      }
      moved.network.move(along: gradients, rate: loop.rate)
      total += loss
    }
    let ends = zip(parameters, moved.parameters)
    return (
      total / Float(max(1, loop.steps)),
      Gradients(
        paths: parameters.map(\.path),
        values: ends.map { start, end in
          start.parameter.isTrained ? start.parameter.value - end.parameter.value : nil
        })
    )
  }
}
