import OneShot

/// Every method of the library on one leg, with one budget of steps and the batches of `quick`.
struct Contest {
  let training: ImageDataset
  let recipe: Recipe
  let seed: UInt64
  private let leg = Networks.small()
  private let input: Shape = [28, 28, 1]

  /// The methods by name, each trained when it is asked for.
  var entries: KeyValuePairs<String, () throws -> any TaskScorer> {
    [
      "nearest neighbor": { NearestNeighbor() },
      "Hausdorff": { ModifiedHausdorff() },
      "Siamese, verification": { try siamese(rate: 1.5e-2) { verificationLoss($0, $1) } },
      "Siamese, contrastive": { try siamese { metricLoss($0, $1) } },
      "pairs, margin": { try embedding { contrastiveLoss($0, labels: $1) } },
      "triplets, batch-hard": { try embedding { triplets($0, $1, .batchHard) } },
      "triplets, semi-hard": { try embedding { triplets($0, $1, .semiHard) } },
      "triplets, by distance": { try embedding { triplets($0, $1, .distanceWeighted) } },
      "nearest centroid, CL2N": {
        let leg = try siamese { metricLoss($0, $1) }.leg
        let mean = Embeddings(of: recipe.images(of: training)) { leg($0) }.mean
        return NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean))
      },
      "matching": { try episodic(MatchingNetwork(leg, input: input, scale: 10, seed: seed)) },
      "matching, full context": {
        // Full context embeddings are quadratic in the size of an embedding.
        let reduced = Sequential(leg.layers + [Dense(64)])
        return try episodic(
          MatchingNetwork(reduced, input: input, scale: 10, contextSteps: 3, seed: seed))
      },
      // Squared distances of 1152 scalars, brought to the size that a softmax likes.
      "prototypical": {
        try episodic(PrototypicalNetwork(leg, input: input, scale: 10 / 1152, seed: seed))
      },
      "relation": {
        let maps = Sequential(Array(leg.layers.dropLast()))
        let module = Sequential {
          ConvBlock(64, pools: false); Flatten(); Dense(8, activation: .relu); Dense(1)
        }
        let method = try RelationNetwork(maps, relation: module, input: input, seed: seed)
        return try episodic(method, rate: 1e-3, loss: relationLoss)
      },
      "ridge regression": { try episodic(RidgeRegression(leg, input: input, seed: seed)) },
    ]
  }

  private func siamese(
    rate: Float? = nil, _ loss: (Siamese<Sequential>, LabeledImages) -> Tensor
  ) throws -> Siamese<Sequential> {
    try trained(
      recipe.network(seed: seed), on: recipe.batches(training, seed: seed), rate: rate, loss)
  }

  /// A leg whose embeddings have length 1.
  private func embedding(_ loss: (Tensor, [Int]) -> Tensor) throws -> any TaskScorer {
    var leg = leg
    try leg.build(for: input, seed: seed)
    leg = try trained(leg, on: recipe.batches(training, seed: seed)) {
      loss($0($1.images).l2Normalized(), $1.labels)
    }
    return EmbeddingScorer(leg, isNormalized: true)
  }

  private func triplets(_ vectors: Tensor, _ labels: [Int], _ mining: TripletMining) -> Tensor {
    tripletLoss(vectors, labels: labels, margin: 0.2, mining: mining)
  }

  /// One example of each class and its other images as queries, upright and turned in turn.
  private func episodic<Method: FewShotMethod>(
    _ method: Method, rate: Float? = nil, loss: (Method, Episode) -> Tensor = episodeLoss
  ) throws -> Method {
    let upright = training.softened(radius: recipe.softening)
    let samplers = try [upright, upright.symmetriesAsClasses(reflections: false)].map {
      try TaskSampler($0, ways: recipe.classes, queries: recipe.classes * 4)
    }
    let episodes = Batches.episodes(
      inTurn: samplers, size: 28, distortion: recipe.distortion, seed: seed)
    return try trained(method, on: episodes, rate: rate, loss)
  }

  /// The model after all steps, with Adam and the schedule of `quick`.
  private func trained<Model: Parameterized, Source: BatchSource>(
    _ model: Model, on batches: Source, rate: Float? = nil, _ loss: (Model, Source.Batch) -> Tensor
  ) throws -> Model {
    var (model, recipe) = (model, recipe)
    recipe.peakRate = rate ?? recipe.peakRate
    var optimizer = recipe.optimizer()
    try train(&model, with: &optimizer, on: batches, steps: recipe.steps, seed: seed, loss: loss)
    return model
  }
}
