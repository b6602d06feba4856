import OneShot

/// The paper's network by another recipe than the paper's, that of BlogExample's `fiveMinutes`: each step
/// compares all pairs of 48 images, which are distorted, four of each of twelve characters of two alphabets.
struct KochAllPairs {
  /// The steps of an epoch.
  static let stepsPerEpoch = 250
  /// Adam's highest rate, and that of the head, whose weights are of the size of a step of the others.
  private static let (peakRate, headRate): (Float, Float) = (1e-3, 1e-5)
  /// By what the mean absolute difference of two embeddings is multiplied to say how alike they are.
  private static let scale: Float = -40

  /// The untrained network, whose head begins by saying that images are the less alike, the more their
  /// embeddings differ.
  static func network(seed: UInt64) throws -> Siamese<Sequential> {
    let weights = Initializer("mean(\(scale))") { shape, _ in
      .full(shape, scale / Float(shape[0]))
    }
    return try Siamese(
      Networks.koch(), input: [105, 105, 1], distance: .l1,
      head: Dense(1, activation: .sigmoid, weightInitializer: weights), seed: seed)
  }

  /// Trains it as long as the plan says.
  static func train(
    _ siamese: inout Siamese<Sequential>, on dataset: ImageDataset, plan: TrainingPlan,
    callbacks: [any Callback], validation: (Siamese<Sequential>) throws -> Logs
  ) throws -> TrainingHistory {
    var optimizer = Adam(learningRate: .warmUpThenCosine(to: peakRate, over: plan.steps))
    optimizer.options.layers["head.weight"] = LayerSettings(
      learningRate: .warmUpThenCosine(to: headRate, over: plan.steps))
    let batches = try Batches.labeled(
      dataset, classes: 12, images: 4, groups: 2, distortion: .koch, seed: plan.seed)
    return try fit(
      &siamese, with: &optimizer, on: batches, plan: plan, callbacks: callbacks,
      loss: { metricLoss($0, $1, scale: scale) }, validation: validation)
  }
}
