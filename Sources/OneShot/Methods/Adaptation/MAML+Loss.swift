import Autograd
import Basics
import Kernels
import Layers
import Tensor

/// The softmax cross-entropy of the queries' classes after the steps on the support images, averaged over
/// episodes: the loss that meta-training lowers.
///
/// Finn et al., "Model-agnostic meta-learning for fast adaptation of deep networks", 2017, eq. 2, there the
/// sum over tasks.
///
/// While a gradient is recorded each episode's part of it is found at once, so that no more than one
/// episode's operations are in memory for each thread; episodes are shared between threads if there are as
/// many. The result is the same, bit for bit. A gradient of this gradient cannot be taken.
///
/// - Parameters:
///   - method: The method; running statistics of its batch norms stay as they are.
///   - episodes: At least one, of as many classes as the method is made for.
/// - Returns: A scalar, of shape `[]`.
public func mamlLoss<Leg>(_ method: MAML<Leg>, _ episodes: [Episode]) -> Tensor {
  meanLoss(of: method, episodes, named: "mamlLoss") { method, episode, random in
    func loss(_ method: MAML<Leg>) -> Tensor {
      softmaxCrossEntropy(method.logits(of: episode), labels: episode.answers)
    }
    var method = method
    guard var random else { return gradient(of: &method, loss) }
    return gradient(of: &method, using: &random, loss)
  } value: { method, episode in
    softmaxCrossEntropy(method.logits(of: episode), labels: episode.answers).item
  }
}

/// The mean of episodes' losses, each of which comes with its gradients; outside of any gradient the mean of
/// the values.
func meanLoss<Model: Parameterized>(
  of model: Model, _ episodes: [Episode], named name: String,
  _ differentiated: (Model, Episode, SeededGenerator?) -> (loss: Float, gradients: Gradients),
  value: (Model, Episode) -> Float
) -> Tensor {
  require(!episodes.isEmpty, "\(name): expected at least one episode")
  let share = 1 / Float(episodes.count)
  guard let recording = Recording.current,
    model.parameters.contains(where: { $0.parameter.value.isTracked })
  else {
    return Tensor(episodes.reduce(0) { $0 + value(model, $1) } * share)
  }
  let constant = model.detached
  let generators = episodes.map { _ in recording.split() }
  let found = shared(episodes.indices) {
    differentiated(constant, episodes[$0], generators[$0])
  }
  var sums = found[0].gradients.values
  for result in found.dropFirst() {
    for (index, gradient) in result.gradients.values.enumerated() {
      guard let gradient else { continue }
      sums[index] = sums[index].map { $0 + gradient } ?? gradient
    }
  }
  let gradients = sums.map { $0.map { $0 * share } }
  return Tensor(found.reduce(0) { $0 + $1.loss } * share).derived(
    from: model.parameters.map(\.parameter.value), named: name
  ) { slope in
    gradients.map { $0.map { $0 * slope.item } }
  }
}

extension Parameterized {
  /// The same parameters as constants.
  fileprivate var detached: Self {
    var copy = self
    copy.forEachParameter { _, parameter in parameter.value = parameter.value.detached }
    return copy
  }
}

/// What `body` gives for each index: on a thread each if there are enough of them, or else one after the other
/// with the operations of each shared between threads.
private func shared<Result: Sendable>(
  _ indices: Range<Int>, _ body: (Int) -> Result
) -> [Result] {
  guard indices.count >= Threads.count else { return indices.map(body) }
  let results = Lock([Result?](repeating: nil, count: indices.count))
  withoutActuallyEscaping(body) { body in
    // Episodes have models of their own.
    nonisolated(unsafe) let body = body
    Threads.forEach(indices.count) { index in
      let result = Threads.serially { body(indices.lowerBound + index) }
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.map { $0! } }
}
