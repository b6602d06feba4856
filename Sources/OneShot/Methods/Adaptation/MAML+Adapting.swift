import Autograd
import Basics
import Layers
import Tensor

extension MAML {
  /// The method with the weights that it has after its steps on the support images of an episode, and with no
  /// steps left: to look at, to keep for one task, or to go on with.
  ///
  /// - Parameter episode: Of as many classes as the method is made for.
  public func adapted(to episode: Episode) -> MAML {
    let support = episode.images[0..<episode.ways * episode.shots]
    return Self.whileTraining {
      requireWays(episode.ways)
      var adapted = self
      let labels = Self.labels(ways: ways, shots: episode.shots)
      if loop.adapting == .head {
        adapt(&adapted.network.head, to: labels) { [features = network.features(of: support)] in
          $0(features)
        }
      } else {
        adapt(&adapted.network, to: labels) { $0(support) }
      }
      adapted.loop.steps = 0
      return adapted
    }
  }

  /// The logits of an episode's queries, `[queries, ways]`, after the steps on its support images. Inside a
  /// gradient they depend on the weights before the steps.
  public func logits(of episode: Episode) -> Tensor {
    let supports = episode.ways * episode.shots
    requireWays(episode.ways)
    return logits(
      of: episode.images[supports..<episode.images.shape[0]],
      support: episode.images[0..<supports], shots: episode.shots)
  }

  /// The logits of queries after the steps on support images, which lie class by class.
  func logits(of queries: Tensor, support: Tensor, shots: Int) -> Tensor {
    requireWays(support.shape[0] / shots)
    let labels = Self.labels(ways: ways, shots: shots)
    return Self.whileTraining {
      if loop.adapting == .head {
        let (examples, others) = features(of: support, queries)
        var head = network.head
        adapt(&head, to: labels) { $0(examples) }
        return head(others)
      }
      var network = network
      adapt(&network, to: labels) { $0(support) }
      return apart(support, queries) { network($0) }.queries
    }
  }

  /// The vectors of support images and of queries, by the statistics that the loop says.
  private func features(of support: Tensor, _ queries: Tensor) -> (Tensor, Tensor) {
    guard loop.statistics == .queries else {
      return apart(support, queries) { network.features(of: $0) }
    }
    return (network.features(of: support), network.features(of: queries))
  }

  /// What a function gives for support images and for queries: with the support's statistics for both at
  /// once, or with the queries' for the queries alone, and then nothing for the others.
  private func apart(
    _ support: Tensor, _ queries: Tensor, _ function: (Tensor) -> Tensor
  ) -> (support: Tensor, queries: Tensor) {
    if loop.statistics == .queries { return (support, function(queries)) }
    let count = support.shape[0]
    let all = BatchStatistics.$rows.withValue(count) {
      function(.concatenated([support, queries]))
    }
    return (all[0..<count], all[count..<all.shape[0]])
  }

  /// Takes the steps: θ′ = θ − α ∇ L(θ).
  private func adapt<Model: Parameterized>(
    _ model: inout Model, to labels: [Int], _ logits: (Model) -> Tensor
  ) {
    let paths = model.parameters.map(\.path)
    for _ in 0..<loop.steps {
      let gradients = slopes(of: &model) { softmaxCrossEntropy(logits($0), labels: labels) }
      model.move(along: gradients) { index, gradient in
        rates.map { $0[paths[index]] * gradient } ?? gradient * loop.rate
      }
    }
  }

  /// The gradients of a step, which have a history only where training is to go through them.
  private func slopes<Model: Parameterized>(
    of model: inout Model, _ loss: (Model) -> Tensor
  ) -> Gradients {
    let isDifferentiated =
      loop.order == .second && parameters.contains { $0.parameter.value.isTracked }
    guard var random = Recording.current?.split() else {
      return isDifferentiated
        ? differentiableGradient(of: &model, loss).gradients
        : gradient(of: &model, loss).gradients
    }
    return isDifferentiated
      ? differentiableGradient(of: &model, using: &random, loss).gradients
      : gradient(of: &model, using: &random, loss).gradients
  }

  /// Runs `body` as while a gradient is recorded, so that batch norm uses a batch's own statistics.
  private static func whileTraining<Result>(_ body: () -> Result) -> Result {
    if Recording.current != nil { return body() }
    return Recording.$current.withValue(Recording()) { body() }
  }

  /// The classes of support images that lie class by class.
  private static func labels(ways: Int, shots: Int) -> [Int] {
    (0..<ways * shots).map { $0 / shots }
  }

  /// Stops at a task of other classes than the last layer has.
  func requireWays(_ found: Int) {
    require(found == ways, "\(name): made for \(ways) classes, got a task of \(found)")
  }
}
