import OneShot
import Tuning

/// A method of the contest, or several that share one training.
struct Entry {
  let name: String
  /// The numbers that may be chosen for it, where `--tune` looks for them, and what it found.
  let numbers: [(dimension: SearchSpace.Dimension, tuned: Double)]
  /// Trains what there is to train.
  let train: (Contest) throws -> [(String, any TaskScorer)]

  /// A method without numbers.
  init(_ method: some TaskScorer, named name: String) {
    self.name = name
    numbers = []
    train = { _ in [(name, method)] }
  }

  /// A method with the highest rate of its training, and numbers of its own.
  init(
    _ name: String, rate: Double, _ others: (dimension: SearchSpace.Dimension, tuned: Double)...,
    train: @escaping (Contest) throws -> any TaskScorer
  ) {
    self.init(name, rate: rate, others, all: { [(name, try train($0))] })
  }

  init(
    _ name: String, rate: Double,
    _ others: [(dimension: SearchSpace.Dimension, tuned: Double)] = [],
    all: @escaping (Contest) throws -> [(String, any TaskScorer)]
  ) {
    self.name = name
    numbers = [(.log("rate", 3e-4...3e-2), rate)] + others
    train = all
  }

  var space: SearchSpace { SearchSpace(numbers.map(\.dimension)) }

  var tuned: [String: Double] {
    Dictionary(uniqueKeysWithValues: numbers.map { ($0.dimension.name, $0.tuned) })
  }

  /// All methods.
  static var all: [Entry] {
    [
      Entry(NearestNeighbor(), named: "nearest neighbor"),
      Entry(ModifiedHausdorff(), named: "Hausdorff"),
    ]
      + pairs + tasks
  }

  /// Those that compare the images of a batch.
  private static var pairs: [Entry] {
    func margin(_ tuned: Double) -> (dimension: SearchSpace.Dimension, tuned: Double) {
      (.log("margin", 0.05...1), tuned)
    }
    return [
      Entry("Siamese, verification", rate: 2.3e-2) { contest in
        try contest.siamese { verificationLoss($0, $1) }
      },
      Entry("Siamese, contrastive", rate: 3e-2) { contest in
        contest.onLeg(of: try contest.siamese { metricLoss($0, $1) })
      },
      Entry("pairs, margin", rate: 4.1e-3, margin(0.47)) { contest in
        try contest.embedding {
          contrastiveLoss($0, labels: $1, margin: contest["margin"])
        }
      },
      Entry("multi-similarity", rate: 4.1e-3, (.linear("threshold", 0...1), 0.75)) { contest in
        let settings = MultiSimilarity(threshold: contest["threshold"])
        return try contest.embedding { multiSimilarityLoss($0, labels: $1, settings: settings) }
      },
      Entry("triplets, batch-hard", rate: 4.1e-3, margin(0.47)) { try $0.triplets(.batchHard) },
      Entry("triplets, semi-hard", rate: 1.3e-2, margin(0.22)) { try $0.triplets(.semiHard) },
      Entry("triplets, by distance", rate: 7.4e-3, margin(0.18)) {
        try $0.triplets(.distanceWeighted)
      },
    ]
  }

  /// Those that learn from tasks.
  private static var tasks: [Entry] {
    [
      Entry("matching", rate: 3e-2, (.log("scale", 2...50), 50)) { contest in
        try contest.episodic {
          try MatchingNetwork($0, input: $1, scale: contest["scale"], seed: $2)
        }
      },
      Entry("matching, full context", rate: 3.4e-3, (.log("scale", 2...50), 21.5)) { contest in
        try contest.episodic {
          try MatchingNetwork(
            Sequential($0.layers + [Dense(64)]), input: $1, scale: contest["scale"],
            contextSteps: 3, seed: $2)
        }
      },
      // Squared distances of 1152 scalars, brought to the size that a softmax likes.
      Entry("prototypical", rate: 6.4e-3, (.log("scale", 1...50), 50)) { contest in
        try contest.episodic {
          try PrototypicalNetwork($0, input: $1, scale: contest["scale"] / 1152, seed: $2)
        }
      },
      Entry("relation", rate: 2.4e-3) { contest in
        try contest.episodic(loss: relationLoss) {
          try RelationNetwork(
            Sequential($0.layers.dropLast()), relation: Networks.relation(), input: $1,
            averagesShots: true, seed: $2)
        }
      },
      Entry("ridge regression", rate: 1.3e-2, (.log("scale", 0.5...50), 4.9)) { contest in
        try contest.episodic {
          try RidgeRegression($0, input: $1, scale: contest["scale"], seed: $2)
        }
      },
    ]
  }
}
