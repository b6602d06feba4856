import OneShot

/// The post's network and images with another recipe, which learns in minutes: each step compares all pairs
/// of its images.
enum FiveMinutes {
  /// Four images of each of so many characters.
  static let classes = 16
  static let steps = 800
  /// Adam's highest rate.
  static let peakRate: Float = 5e-4
  /// By what the mean absolute difference of two embeddings is multiplied to say how alike they are. The
  /// sigmoids' differences are small, so that it is larger than for other distances.
  static let scale: Float = -40

  /// The post's network, with Glorot's weights in the leg. The head begins by saying what it will learn:
  /// that images are the less alike, the more their embeddings differ.
  static func siameseNet(seed: UInt64) throws -> Siamese<Sequential> {
    let weights = Initializer("mean(\(scale))") { shape, _ in .full(shape, scale / Float(shape[0]))
    }
    return try Siamese(
      Networks.koch(), input: Post.inputShape, distance: .l1,
      head: Dense(1, activation: .sigmoid, weightInitializer: weights), seed: seed)
  }

  static func train(
    _ siameseNet: inout Siamese<Sequential>, with loader: SiameseLoader, plan: TrainingPlan,
    callbacks: [any Callback]
  ) throws -> TrainingHistory {
    var optimizer = Adam(learningRate: .warmUpThenCosine(to: peakRate, over: plan.steps))
    let batches = try Batches.labeled(loader.train, classes: classes, images: 4, seed: plan.seed)
    return try fit(
      &siameseNet, with: &optimizer, on: batches, plan: plan, callbacks: callbacks
    ) { siameseNet, batch in
      metricLoss(siameseNet, batch, scale: scale)
    } validation: { siameseNet in
      [.oneShotAccuracy: try loader.testOneShot(siameseNet, 20, 550, seed: plan.seed).value]
    }
  }
}
