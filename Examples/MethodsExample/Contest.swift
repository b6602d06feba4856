import ExampleSupport
import OneShot

/// Every method of the library on one leg, with one budget of steps and the batches of `quick`.
struct Contest {
  let training: ImageDataset
  let recipe: Recipe
  let seed: UInt64
  let folder: RunFolder
  let name: String

  /// The methods by name, and how a contest trains them.
  static var methods: KeyValuePairs<String, (Contest) throws -> any TaskScorer> {
    [
      "nearest neighbor": { _ in NearestNeighbor() },
      "Hausdorff": { _ in ModifiedHausdorff() },
      "Siamese, verification": { try $0.siamese(rate: 1.5e-2) { verificationLoss($0, $1) } },
      "Siamese, contrastive": { try $0.siamese { metricLoss($0, $1) } },
      "pairs, margin": { try $0.embedding { contrastiveLoss($0, labels: $1) } },
      "triplets, batch-hard": { try $0.triplets(.batchHard) },
      "triplets, semi-hard": { try $0.triplets(.semiHard) },
      "triplets, by distance": { try $0.triplets(.distanceWeighted) },
      "nearest centroid, CL2N": {
        let leg = try $0.siamese { metricLoss($0, $1) }.leg
        let mean = Embeddings(of: $0.recipe.images(of: $0.training)) { leg($0) }.mean
        return NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean))
      },
      "matching": { try $0.episodic { try MatchingNetwork($0, input: $1, scale: 10, seed: $2) } },
      "matching, full context": {
        try $0.episodic {
          try MatchingNetwork(
            Sequential($0.layers + [Dense(64)]), input: $1, scale: 10, contextSteps: 3, seed: $2)
        }
      },
      // Squared distances of 1152 scalars, brought to the size that a softmax likes.
      "prototypical": {
        try $0.episodic { try PrototypicalNetwork($0, input: $1, scale: 10 / 1152, seed: $2) }
      },
      "relation": {
        try $0.episodic(rate: 1e-3, loss: relationLoss) {
          try RelationNetwork(
            Sequential($0.layers.dropLast()), relation: Networks.relation(), input: $1, seed: $2)
        }
      },
      "ridge regression": { try $0.episodic { try RidgeRegression($0, input: $1, seed: $2) } },
    ]
  }

  private func siamese(
    rate: Float? = nil, _ loss: (Siamese<Sequential>, LabeledImages) -> Tensor
  ) throws -> Siamese<Sequential> {
    try train(recipe.network(seed: seed), on: recipe.batches(training, seed: seed), rate, loss)
  }

  /// A leg whose embeddings have length 1.
  private func embedding(_ loss: (Tensor, [Int]) -> Tensor) throws -> any TaskScorer {
    let leg = try train(
      recipe.network(seed: seed).leg, on: recipe.batches(training, seed: seed)
    ) { loss($0($1.images).l2Normalized(), $1.labels) }
    return EmbeddingScorer(leg, isNormalized: true)
  }

  private func triplets(_ mining: TripletMining) throws -> any TaskScorer {
    try embedding { tripletLoss($0, labels: $1, margin: 0.2, mining: mining) }
  }

  private func episodic<Method: FewShotMethod>(
    rate: Float? = nil, loss: (Method, Episode) -> Tensor = episodeLoss,
    _ method: (Sequential, Shape, UInt64) throws -> Method
  ) throws -> Method {
    let method = try method(Networks.small(), [28, 28, 1], seed)
    return try train(method, on: recipe.episodes(training, seed: seed), rate, loss)
  }

  /// The model after all steps, with Adam and the schedule of `quick`.
  private func train<Model: Parameterized, Source: BatchSource>(
    _ model: Model, on batches: Source, _ rate: Float? = nil,
    _ loss: (Model, Source.Batch) -> Tensor
  ) throws -> Model {
    var (model, recipe) = (model, recipe)
    recipe.peakRate = rate ?? recipe.peakRate
    var optimizer = recipe.optimizer()
    let history = try fit(
      &model, with: &optimizer, on: batches,
      plan: recipe.plan(for: training, seed: seed, checkpoints: folder.checkpoints(of: name)),
      callbacks: [ProgressBar(unit: "images"), InterruptHandler()], loss: loss)
    try folder.check(history, "MethodsExample", "--output", folder.path)
    return model
  }
}
