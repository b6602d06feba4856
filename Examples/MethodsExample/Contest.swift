import ExampleSupport
import OneShot
import Tuning

/// One method's training: every method has the leg, the batches and the steps of `quick`.
struct Contest {
  let training: ImageDataset
  let recipe: Recipe
  let seed: UInt64
  /// Where checkpoints go; nil for nowhere.
  let folder: RunFolder?
  let name: String
  /// What was chosen for the method, by name.
  let numbers: [String: Double]

  subscript(_ name: String) -> Float { Float(numbers[name] ?? .nan) }

  func siamese(
    _ loss: (Siamese<Sequential>, LabeledImages) -> Tensor
  ) throws -> Siamese<Sequential> {
    try train(recipe.network(seed: seed), on: recipe.batches(training, seed: seed), loss)
  }

  /// A leg whose embeddings have length 1.
  func embedding(_ loss: (Tensor, [Int]) -> Tensor) throws -> any TaskScorer {
    let leg = try train(
      recipe.network(seed: seed).leg, on: recipe.batches(training, seed: seed)
    ) { loss($0($1.images).l2Normalized(), $1.labels) }
    return EmbeddingScorer(leg, isNormalized: true)
  }

  func triplets(_ mining: TripletMining) throws -> any TaskScorer {
    try embedding { tripletLoss($0, labels: $1, margin: self["margin"], mining: mining) }
  }

  func episodic<Method: FewShotMethod>(
    loss: (Method, Episode) -> Tensor = episodeLoss,
    _ method: (Sequential, Shape, UInt64) throws -> Method
  ) throws -> Method {
    let method = try method(Networks.small(), [28, 28, 1], seed)
    return try train(method, on: recipe.episodes(training, seed: seed), loss)
  }

  /// Methods that train nothing more on the leg of a Siamese network: those that answer each query for itself,
  /// and those that see all queries of a task.
  func onLeg(of siamese: Siamese<Sequential>) -> [(String, any TaskScorer)] {
    let mean = Embeddings(of: recipe.images(of: training)) { siamese.leg($0) }.mean
    let centered = NearestCentroid(siamese.leg, transform: .centeredAndNormalized(mean: mean))
    let plain = NearestCentroid(siamese.leg, transform: .normalized)
    return [
      (name, siamese), ("nearest centroid, CL2N", centered),
      ("Baseline", FineTunedSoftmax(plain, .baseline, seed: seed)),
      ("Baseline++", FineTunedSoftmax(plain, .baselinePlusPlus, seed: seed)),
      ("BD-CSPN", BDCSPN(centered)), ("LaplacianShot", LaplacianShot(centered)),
      ("TIM", TIM(centered)), ("PT-MAP", PTMAP(NearestCentroid(siamese.leg))),
      ("joint assignment", JointAssignment(siamese)),
    ]
  }

  /// The model after all steps, with Adam and the schedule of `quick`.
  private func train<Model: Parameterized, Source: BatchSource>(
    _ model: Model, on batches: Source, _ loss: (Model, Source.Batch) -> Tensor
  ) throws -> Model {
    var (model, recipe) = (model, recipe)
    recipe.peakRate = self["rate"]
    var optimizer = recipe.optimizer()
    guard let folder else {
      try OneShot.train(
        &model, with: &optimizer, on: batches, steps: recipe.steps, seed: seed, loss: loss)
      return model
    }
    let history = try fit(
      &model, with: &optimizer, on: batches,
      plan: recipe.plan(for: training, seed: seed, checkpoints: folder.checkpoints(of: name)),
      callbacks: [ProgressBar(unit: "images"), InterruptHandler()], loss: loss)
    try folder.check(history, "MethodsExample", "--output", folder.path)
    return model
  }
}
