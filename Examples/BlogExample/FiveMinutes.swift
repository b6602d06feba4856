import OneShot

/// The post's network and images with another recipe, which learns in minutes: each step compares all pairs
/// of its images.
enum FiveMinutes {
  static let steps = 1000
  /// Adam's highest rate.
  static let peakRate: Float = 1e-3
  /// By what the mean absolute difference of two embeddings is multiplied to say how alike they are. Those
  /// of sigmoids are small, so that it is larger than for other distances.
  static let scale: Float = -40

  /// A network whose head begins by saying what it will learn: that images are the less alike, the more
  /// their embeddings differ. The leg begins with Glorot's weights.
  static func siamese(
    _ leg: Sequential, input: Shape, seed: UInt64
  ) throws -> Siamese<Sequential> {
    let weights = Initializer("mean(\(scale))") { shape, _ in
      .full(shape, scale / Float(shape[0]))
    }
    return try Siamese(
      leg, input: input, distance: .l1,
      head: Dense(1, activation: .sigmoid, weightInitializer: weights), seed: seed)
  }

  static func siameseNet(seed: UInt64) throws -> Siamese<Sequential> {
    try siamese(Networks.koch(), input: Post.inputShape, seed: seed)
  }

  /// The weights of the head are of the size of one of Adam's steps for the others, and take smaller ones.
  static func optimizer(steps: Int) -> Adam {
    var optimizer = Adam(learningRate: .warmUpThenCosine(to: peakRate, over: steps))
    optimizer.options.layers["head.weight"] = LayerSettings(
      learningRate: .warmUpThenCosine(to: peakRate / 100, over: steps))
    return optimizer
  }

  static func train(
    _ siameseNet: inout Siamese<Sequential>, with loader: SiameseLoader, plan: TrainingPlan,
    callbacks: [any Callback]
  ) throws -> TrainingHistory {
    var optimizer = optimizer(steps: plan.steps)
    let batches = try Batches.labeled(
      loader.train, classes: 12, images: 4, distortion: .koch, seed: plan.seed)
    return try fit(
      &siameseNet, with: &optimizer, on: batches, plan: plan, callbacks: callbacks
    ) { siameseNet, batch in
      metricLoss(siameseNet, batch, scale: scale)
    } validation: { siameseNet in
      [.oneShotAccuracy: try loader.testOneShot(siameseNet, 20, 550, seed: plan.seed).value]
    }
  }
}
