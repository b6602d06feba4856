import OneShot

/// Questions that the post leaves open, asked of a smaller network of the same kind: 28×28 pixels, two
/// convolutions, a dense layer with nine tenths of the weights, the L1 distance and one sigmoid.
struct Questions {
  let data: BlogData
  let steps: Int
  let seeds: [UInt64]

  /// What dropout before the dense layer does to tasks of known and of new characters.
  func askAboutDropout() throws {
    let (training, unseen) = (small(data.training), small(data.evaluation))
    print("20-way one-shot accuracy across alphabets, \(steps) steps:")
    for rate: Float in [0, 0.25, 0.5] {
      for seed in seeds {
        let network = try trained(on: training, dropout: rate, seed: seed)
        let (known, new) = (try accuracy(network, training), try accuracy(network, unseen))
        print("dropout \(rate), seed \(seed): training alphabets \(known), new ones \(new)")
      }
    }
  }

  private func small(_ dataset: ImageDataset) -> ImageDataset {
    dataset.softened(radius: 2).resized(height: 28, width: 28)
  }

  private func trained(
    on training: ImageDataset, dropout rate: Float, seed: UInt64
  ) throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(32, kernel: 5, activation: .relu)
      MaxPool2D()
      Conv2D(64, kernel: 5, activation: .relu)
      MaxPool2D()
      Flatten()
      Dropout(rate)
      Dense(512, activation: .sigmoid)
    }
    var siamese = try FiveMinutes.siamese(leg, input: [28, 28, 1], seed: seed)
    var optimizer = FiveMinutes.optimizer(steps: steps)
    let batches = try Batches.labeled(training, classes: 16, images: 4, seed: seed)
    try train(&siamese, with: &optimizer, on: batches, steps: steps, seed: seed) {
      metricLoss($0, $1, scale: FiveMinutes.scale)
    }
    return siamese
  }

  private func accuracy(
    _ siamese: Siamese<Sequential>, _ dataset: ImageDataset
  ) throws -> Accuracy {
    let tasks = try TaskSampler(dataset, ways: 20, scope: .acrossGroups).tasks(1000, seed: 1)
    return Evaluation(of: siamese, on: tasks).accuracy
  }
}
