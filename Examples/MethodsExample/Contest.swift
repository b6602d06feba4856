import Foundation
import OneShot

/// One leg, one budget, one set of tasks for all methods.
struct Contest {
  let training: ImageDataset
  private let tests: Tests
  private let iterations: Int
  private let seed: UInt64

  init(
    _ images: (kept: ImageDataset, heldOut: ImageDataset), official: OneShotTaskSet,
    iterations: Int, seed: UInt64
  ) throws {
    training = images.kept
    tests = try Tests(images.heldOut, official: official, seed: seed)
    self.iterations = iterations
    self.seed = seed
  }

  /// The classes of a batch, as many as the smallest alphabet has room for, and the images of each.
  private static let (ways, drawers) = (16, 5)
  private static let input: Shape = [28, 28, 1]

  /// Trains and tests one method after the other.
  ///
  /// - Returns: The method that is best on the official trials against each of the others.
  func run(_ report: (String, [ResultRow], Double) -> Void) throws -> [PairedComparison] {
    var answers: [(name: String, isRight: [Bool])] = []
    for (name, make) in entries {
      let start = ProcessInfo.processInfo.systemUptime
      let judge = try make()
      let seconds = ProcessInfo.processInfo.systemUptime - start
      report(name, judge.rows(on: tests, as: name), seconds)
      answers.append((name, judge.officialVerdicts(on: tests).map(\.isCorrect)))
    }
    func count(_ answer: (name: String, isRight: [Bool])) -> Int { answer.isRight.count { $0 } }
    guard let best = answers.max(by: { count($0) < count($1) }) else { return [] }
    return answers.filter { $0.name != best.name }.map { other in
      let pairs = zip(best.isRight, other.isRight)
      return PairedComparison(
        first: best.name, second: other.name, bothRight: pairs.count { $0 && $1 },
        onlyFirst: pairs.count { $0 && !$1 }, onlySecond: pairs.count { !$0 && $1 },
        bothWrong: pairs.count { !$0 && !$1 })
    }
  }

  private var entries: [(String, () throws -> any Judge)] {
    [
      ("nearest neighbor", { Judged(NearestNeighbor()) }),
      ("Hausdorff", { Judged(ModifiedHausdorff()) }),
      ("Siamese, verification", { Judged(SiameseScorer(try siamese(rate: 1.5e-2, verification))) }),
      ("Siamese, contrastive", { Judged(SiameseScorer(try siamese(contrastive))) }),
      (
        "pairs, margin",
        {
          Judged(
            EmbeddingScorer(
              try embedding { leg, batch in
                let vectors = leg(batch.images).l2Normalized()
                let distances = Tensor.pairwiseSquaredL2(vectors, vectors)
                return contrastiveLoss(
                  (distances + 1e-6).sqrt(), sameness(batch.labels), margin: 1)
              }, isNormalized: true))
        }
      ),
      ("triplets, batch-hard", { Judged(try triplets(.batchHard)) }),
      ("triplets, semi-hard", { Judged(try triplets(.semiHard)) }),
      ("triplets, by distance", { Judged(try triplets(.distanceWeighted)) }),
      (
        "nearest centroid, CL2N",
        {
          let leg = try siamese(contrastive).leg
          let mean = meanEmbedding(of: leg, over: training.resized(height: 28, width: 28))
          return Judged(NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean)))
        }
      ),
      (
        "matching",
        {
          Judged(
            try episodic(MatchingNetwork(leg(), input: Self.input, scale: 10, seed: seed)))
        }
      ),
      (
        "matching, full context",
        {
          Judged(
            try episodic(
              MatchingNetwork(
                leg(reduced: true), input: Self.input, scale: 10, contextSteps: 3, seed: seed)))
        }
      ),
      (
        "prototypical",
        {
          // Squared distances of 1152 scalars, brought to the size that a softmax likes.
          Judged(
            try episodic(
              PrototypicalNetwork(leg(), input: Self.input, scale: 10 / 1152, seed: seed)))
        }
      ),
      (
        "relation",
        {
          let method = try RelationNetwork(
            leg(flat: false), relation: relation, input: Self.input, seed: seed)
          return Judged(try episodic(method, rate: 1e-3, loss: relationLoss))
        }
      ),
      (
        "ridge regression",
        {
          Judged(
            try episodic(RidgeRegression(leg(), input: Self.input, scale: 1, seed: seed)))
        }
      ),
    ]
  }

  // MARK: - Training

  private func siamese(
    rate: Float = 6e-3, _ loss: (Siamese<Sequential>, Images) -> Tensor
  ) throws -> Siamese<Sequential> {
    let head = Dense(1, activation: .sigmoid, weightInitializer: .constant(-5))
    return try trained(
      Siamese(leg(), input: Self.input, distance: .meanSquared, head: head, seed: seed), batches,
      rate: rate, loss: loss)
  }

  private func verification(_ siamese: Siamese<Sequential>, _ batch: Images) -> Tensor {
    let embeddings = siamese.embed(batch.images)
    return allPairsBinaryCrossEntropy(
      siamese.logits(embeddings: embeddings, with: embeddings), labels: batch.labels,
      hardness: PairHardness(same: 1, different: 2))
  }

  private func contrastive(_ siamese: Siamese<Sequential>, _ batch: Images) -> Tensor {
    let embeddings = siamese.embed(batch.images)
    let likeness = siamese.distance.allPairs(embeddings, embeddings, weights: Tensor([-5]))
    return supervisedContrastiveLoss(likeness, labels: batch.labels)
  }

  private func triplets(_ mining: TripletMining) throws -> EmbeddingScorer<Sequential> {
    let leg = try embedding { leg, batch in
      tripletLoss(
        leg(batch.images).l2Normalized(), labels: batch.labels, margin: 0.2, mining: mining)
    }
    return EmbeddingScorer(leg, isNormalized: true)
  }

  private func embedding(_ loss: (Sequential, Images) -> Tensor) throws -> Sequential {
    var leg = leg()
    try leg.build(for: Self.input, seed: seed)
    return try trained(leg, batches, loss: loss)
  }

  private func episodic<Method: FewShotMethod>(
    _ method: Method, rate: Float = 6e-3, loss: (Method, Episode) -> Tensor = episodeLoss
  ) throws -> Method {
    try trained(method, episodes, rate: rate, loss: loss)
  }

  /// The model after all steps, with Adam and the schedule of `quick`.
  private func trained<Model: Parameterized, Batch: Sendable>(
    _ model: Model, _ makeBatches: () throws -> Prefetcher<Batch>, rate: Float = 6e-3,
    loss: (Model, Batch) -> Tensor
  ) throws -> Model {
    var model = model
    let rise = max(1, iterations * 15 / 100)
    var optimizer = Adam(
      learningRate: .sequence(
        .linear(from: rate / 10, to: rate, over: rise, .iteration), for: rise,
        then: .cosine(from: rate, to: rate / 200, over: max(1, iterations - rise))))
    let batches = try makeBatches()
    try train(&model, with: &optimizer, steps: iterations, seed: seed) { step in
      guard let batch = try batches.batch(at: step) else { fatalError("batches never end") }
      return batch
    } loss: { model, batch in
      loss(model, batch)
    }
    return model
  }

  // MARK: - Legs

  /// The leg of OmniglotExample's `quick`: a map of 3 × 3 × 128, as a vector where it is `flat`; where
  /// it is `reduced`, of 64 scalars, for what is quadratic in them.
  private func leg(flat: Bool = true, reduced: Bool = false) -> Sequential {
    Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      if flat { Flatten() }
      if reduced { Dense(64) }
    }
  }

  private var relation: Sequential {
    Sequential {
      Conv2D(64, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
      BatchNorm(momentum: 0.9, epsilon: 1e-5)
      Activation.relu
      Flatten()
      Dense(8, activation: .relu)
      Dense(1)
    }
  }

  // MARK: - Batches

  /// Images with their classes.
  struct Images: Sendable {
    let images: Tensor
    let labels: [Int]
  }

  private var distortion: ImageDistortion {
    ImageDistortion(
      affine: AffineAugmentation(
        shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1))
  }

  /// Upright characters and those turned by quarters, in turn, as `quick` has them.
  private var sources: [ImageDataset] { [training, training.rotationsAsClasses()] }

  private func batches() throws -> Prefetcher<Images> {
    let (sources, seed, distortion) = (sources, seed, distortion)
    let samplers = try sources.map {
      try ClassBatchSampler($0, classes: Self.ways, images: Self.drawers, alphabets: 1)
    }
    return Prefetcher { step in
      var random = SeededGenerator(seed: seed, "batches", step)
      let batch = samplers[step % 2].batch(using: &random)
      let images = sources[step % 2].images(
        at: batch.images, height: 28, width: 28, distortion: distortion, using: &random)
      return Images(images: images, labels: batch.labels)
    }
  }

  /// One example of each class, and its other images as queries: as many images as other batches.
  private func episodes() throws -> Prefetcher<Episode> {
    let (sources, seed, distortion) = (sources, seed, distortion)
    let samplers = try sources.map {
      try TaskSampler($0, ways: Self.ways, queries: Self.ways * (Self.drawers - 1))
    }
    return Prefetcher { step in
      var random = SeededGenerator(seed: seed, "batches", step)
      let task = samplers[step % 2].task(using: &random)
      let images = sources[step % 2].images(
        at: task.support.flatMap { $0 } + task.queries, height: 28, width: 28,
        distortion: distortion, using: &random)
      return Episode(images, ways: task.ways, shots: task.shots, answers: task.answers)
    }
  }
}

/// 1 for each pair of one class, `[n, n]`.
private func sameness(_ labels: [Int]) -> Tensor {
  let column = Tensor(labels.map(Float.init)).reshaped(to: [labels.count, 1])
  return column .== column.transposed()
}
