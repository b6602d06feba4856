import ArgumentParser
import OneShot

/// A network whose training step is taken apart.
enum MeasuredNetwork: String, CaseIterable, ExpressibleByArgument {
  /// The blog's on 105×105 images, with its SGD.
  case blog
  /// That of OmniglotExample's preset `quick` on 28×28 images, with Adam.
  case quick
  /// ResNet-12 as a classifier of pictures of 84×84, with SGD.
  case resnet12

  /// The workload that knows which batches make sense.
  var workload: Workload {
    switch self {
    case .blog: .layers
    case .quick: .quick
    case .resnet12: .resnet12
    }
  }

  /// The layers before the distance or the loss, built, and the shape of one input.
  func layers() throws -> (layers: [any Layer], input: Shape) {
    switch self {
    case .blog: (try Networks.blog().leg.layers, [105, 105, 1])
    case .quick: (try Networks.quick().leg.layers, [28, 28, 1])
    case .resnet12: (try Networks.resNet12Classifier().layers, [84, 84, 3])
    }
  }

  /// The times of a training step on `count` random images, and of its parts; medians of `steps`.
  func times(images count: Int, steps: Int) throws -> (step: StepTimes, parts: PartTimes) {
    switch self {
    case .blog: try blogStep(images: count).times(steps: steps)
    case .quick: try quickStep(images: count).times(steps: steps)
    case .resnet12: try resNet12Step(images: count).times(steps: steps)
    }
  }

  private func blogStep(images count: Int) throws -> TrainingStep<Siamese<Sequential>, SGD> {
    var random = SeededGenerator(seed: 1)
    let network = try Networks.blog()
    let targets = alternatingTargets(count / 2)
    return TrainingStep(
      network: network, leg: \.leg, optimizer: Networks.blogOptimizer(),
      images: Networks.images(count, for: network, using: &random),
      ending: .init(name: "distance, head and loss") { network, embeddings in
        let (left, right) = (embeddings[0..<count / 2], embeddings[count / 2..<count])
        return binaryCrossEntropy(network.head(network.distance(left, right)), targets)
      })
  }

  private func quickStep(images count: Int) throws -> TrainingStep<Siamese<Sequential>, Adam> {
    var random = SeededGenerator(seed: 1)
    let network = try Networks.quick()
    let size = network.embeddingSize
    // All pairs are compared once to teach the leg and once to teach the head.
    let work = Work(multiplyAdds: Double(2 * count * count * size))
    return TrainingStep(
      network: network, leg: \.leg, optimizer: Networks.quickOptimizer(),
      images: Networks.images(count, for: network, using: &random),
      ending: .init(name: "distances, head and losses", work: work) { network, embeddings in
        // `metricLoss` of a network whose leg has been called.
        let likeness = network.distance.likeness(embeddings, embeddings)
        let still = embeddings.detached
        let labels = (0..<count).map { $0 / 4 }
        return supervisedContrastiveLoss(likeness, labels: labels)
          + allPairsBinaryCrossEntropy(
            network.logits(embeddings: still, with: still), labels: labels)
      })
  }

  private func resNet12Step(images count: Int) throws -> TrainingStep<Sequential, SGD> {
    var random = SeededGenerator(seed: 1)
    return TrainingStep(
      network: try Networks.resNet12Classifier(), leg: \.self,
      optimizer: Networks.resNet12Optimizer(),
      images: .uniform([count, 84, 84, 3], using: &random),
      ending: .init(name: "loss") { _, logits in
        softmaxCrossEntropy(logits, labels: (0..<count).map { $0 % 64 })
      })
  }
}

/// A training step that can be taken apart.
private struct TrainingStep<Network: Parameterized, Rule: Optimizer> {
  /// What makes a loss of the leg's output.
  struct Ending {
    let name: String
    var work = Work()
    let loss: (Network, Tensor) -> Tensor
  }

  var network: Network
  let leg: KeyPath<Network, Sequential>
  var optimizer: Rule
  let images: Tensor
  let ending: Ending

  func times(steps: Int) -> (step: StepTimes, parts: PartTimes) {
    var (network, optimizer) = (network, optimizer)
    let step = StepTimes(&network, &optimizer, steps: steps) { network in
      ending.loss(network, network[keyPath: leg](images))
    }
    var parts = PartTimes(steps: steps)
    let output = parts.visit(network[keyPath: leg].layers, on: images, isData: true)
    parts.visit(
      loss: { ending.loss(network, $0) }, named: ending.name, on: output, work: ending.work)
    // Weight and moments are read and written, the gradient is read.
    let weights = network.parameters.map(\.parameter).filter { $0.role == .trainable }
    let count = weights.reduce(0) { $0 + $1.value.count }
    parts.add(
      LayerTable.Part(
        name: "optimizer", forwardSeconds: step.update,
        forwardWork: Work(scalars: Double(count * (3 + 2 * optimizer.momentCount)))))
    return (step, parts)
  }
}
