import OneShot

/// Every method of the library on one leg, with one budget of steps and the batches of `quick`.
struct Contest {
  let training: ImageDataset
  let seed: UInt64
  private let recipe: Recipe
  private let input: Shape

  init(_ training: ImageDataset, iterations: Int, seed: UInt64) {
    var recipe = Recipe.quick
    (recipe.classes, recipe.imagesPerClass, recipe.steps) = (16, 5, iterations)
    (self.training, self.seed, self.recipe) = (training, seed, recipe)
    input = [recipe.imageSize, recipe.imageSize, 1]
  }

  /// The methods by name, each trained when it is asked for.
  var entries: KeyValuePairs<String, () throws -> any TaskScorer> {
    [
      "nearest neighbor": { NearestNeighbor() },
      "Hausdorff": { ModifiedHausdorff() },
      "Siamese, verification": { try siamese(rate: 1.5e-2) { verificationLoss($0, $1) } },
      "Siamese, contrastive": { try contrastive() },
      "pairs, margin": {
        try embedding { vectors, labels in
          let distances = (Tensor.pairwiseSquaredL2(vectors, vectors) + 1e-6).sqrt()
          let column = Tensor(labels.map(Float.init)).expandingDimension(at: 1)
          return contrastiveLoss(distances, column .== column.transposed(), margin: 1)
        }
      },
      "triplets, batch-hard": { try triplets(.batchHard) },
      "triplets, semi-hard": { try triplets(.semiHard) },
      "triplets, by distance": { try triplets(.distanceWeighted) },
      "nearest centroid, CL2N": {
        let leg = try contrastive().leg
        let mean = Embeddings(of: recipe.images(of: training)) { leg($0) }.mean
        return NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean))
      },
      "matching": { try episodic(MatchingNetwork(leg(), input: input, scale: 10, seed: seed)) },
      "matching, full context": {
        // Full context embeddings are quadratic in the size of an embedding.
        let leg = Sequential(leg().layers + [Dense(64)])
        return try episodic(
          MatchingNetwork(leg, input: input, scale: 10, contextSteps: 3, seed: seed))
      },
      // Squared distances of 1152 scalars, brought to the size that a softmax likes.
      "prototypical": {
        try episodic(PrototypicalNetwork(leg(), input: input, scale: 10 / 1152, seed: seed))
      },
      "relation": {
        let module = Sequential {
          ConvBlock(64, pools: false)
          Flatten()
          Dense(8, activation: .relu)
          Dense(1)
        }
        let maps = Sequential(Array(leg().layers.dropLast()))
        let method = try RelationNetwork(maps, relation: module, input: input, seed: seed)
        return try episodic(method, rate: 1e-3, loss: relationLoss)
      },
      "ridge regression": { try episodic(RidgeRegression(leg(), input: input, seed: seed)) },
    ]
  }

  private func leg() -> Sequential { Networks.small() }

  private func contrastive() throws -> Siamese<Sequential> { try siamese { metricLoss($0, $1) } }

  private func siamese(
    rate: Float? = nil, _ loss: (Siamese<Sequential>, LabeledImages) -> Tensor
  ) throws -> Siamese<Sequential> {
    let batches = try recipe.batches(training, seed: seed)
    return try trained(recipe.network(seed: seed), on: batches, rate: rate, loss)
  }

  private func triplets(_ mining: TripletMining) throws -> any TaskScorer {
    try embedding { tripletLoss($0, labels: $1, margin: 0.2, mining: mining) }
  }

  /// A leg whose embeddings have length 1.
  private func embedding(_ loss: (Tensor, [Int]) -> Tensor) throws -> any TaskScorer {
    var leg = leg()
    try leg.build(for: input, seed: seed)
    let batches = try recipe.batches(training, seed: seed)
    let trained = try trained(leg, on: batches) { loss($0($1.images).l2Normalized(), $1.labels) }
    return EmbeddingScorer(trained, isNormalized: true)
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
      inTurn: samplers, size: recipe.imageSize, distortion: recipe.distortion, seed: seed)
    return try trained(method, on: episodes, rate: rate, loss)
  }

  /// The model after all steps, with Adam and the schedule of `quick`.
  private func trained<Model: Parameterized, Source: BatchSource>(
    _ model: Model, on batches: Source, rate: Float? = nil,
    _ loss: (Model, Source.Batch) -> Tensor
  ) throws -> Model {
    var (model, recipe) = (model, recipe)
    recipe.peakRate = rate ?? recipe.peakRate
    var optimizer = recipe.optimizer()
    try train(
      &model, with: &optimizer, on: batches, steps: recipe.steps, seed: seed, loss: loss)
    return model
  }
}
