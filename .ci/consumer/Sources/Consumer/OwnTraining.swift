import OneShot

/// Two classes of stripes that nobody has to draw.
func stripes() -> ImageDataset {
  let images = (0..<40).flatMap { image -> [UInt8] in
    (0..<64).map { pixel in
      let line = image < 20 ? pixel % 8 : pixel / 8
      return (line + image).isMultiple(of: 4) ? 255 : 0
    }
  }
  return ImageDataset(
    name: "stripes", height: 8, width: 8, groups: ["lines"],
    classes: [
      .init(name: "upright", group: 0, images: Array(0..<20)),
      .init(name: "flat", group: 0, images: Array(20..<40)),
    ],
    pixels: images)
}

/// Four images of each class, others at each step.
struct StripeBatches: BatchSource {
  let dataset: ImageDataset
  let itemsPerBatch = 8

  func batch(at step: Int) -> (images: Tensor, labels: [Int]) {
    let chosen = (0..<4).map { ($0 * 5 + step) % 20 }
    return (dataset.images(at: chosen + chosen.map { $0 + 20 }), [0, 0, 0, 0, 1, 1, 1, 1])
  }
}

/// How far classes are apart, as one might write it for oneself.
func spreadLoss(_ embeddings: Tensor, _ labels: [Int]) -> Tensor {
  let target = Tensor(labels.map(Float.init)).expandingDimension(at: 1)
  return (embeddings.sum(axes: [1], keepingDimensions: true) - target * 4).square().mean()
}

/// Ends a training whose loss has risen twice in a row, also after it was taken up again.
struct Caution: Callback {
  var state: [Double] = []

  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    state = state.suffix(2) + [run.logs[.loss] ?? 0]
    if state.count == 3 && state[0] < state[1] && state[1] < state[2] {
      run.end(.stopped("the loss rose to \(state[2])"))
    }
  }
}

func checkOwnTraining() throws {
  let dataset = stripes()
  var leg = Sequential {
    ConvBlock(4); Flatten(); Dense(2)
  }
  try leg.build(for: dataset.imageShape)
  var optimizer = Adam(learningRate: .warmUpThenCosine(to: 0.01, over: 60))
  let spread = Metric("spread", .maximize)
  let history = try fit(
    &leg, with: &optimizer, on: StripeBatches(dataset: dataset),
    plan: TrainingPlan(epochs: 3, stepsPerEpoch: 20, seed: 1),
    callbacks: [Caution(), EarlyStopping(monitor: spread, patience: 5)]
  ) { leg, batch in
    spreadLoss(leg(batch.images), batch.labels)
  } validation: { leg in
    [spread: Double(leg(dataset.images(at: [0, 20])).max().item)]
  }
  expect(history[.loss].count == 3 && history[.loss][2] < history[.loss][0], "\(history)")
}
