import OneShot
import TestSupport
import Testing

@Suite struct DistanceTests {
  static let kinds: [Distance] = [
    .l2, .squaredL2, .meanSquared, .weightedSquaredL2, .cosine,
    Distance("product", features: { $0 }, scale: 3) { $0 * $1 },
  ]

  private func siamese(
    _ distance: Distance, head: Dense? = nil, seed: UInt64 = 1
  ) throws -> Siamese<Flatten> {
    try Siamese(Flatten(), input: [2, 3, 1], distance: distance, head: head, seed: seed)
  }

  /// Before anything is learned, near embeddings are already more alike than far ones.
  @Test(arguments: kinds.indices) func theNaturalHeadSaysThatNearIsAlike(_ index: Int) throws {
    let distance = Self.kinds[index]
    for seed in 0..<5 as Range<UInt64> {
      let siamese = try siamese(distance, seed: seed)
      let weight = siamese.head.weight.value
      expectClose(weight.sum().item, distance.scale, distance.name)
      #expect(Set(weight.scalars).count == 1)
      #expect(try #require(siamese.head.bias).value == .zeros([1]))
      #expect(siamese.head.activation.name == "sigmoid")
      let a = Tensor([[1, 2, 3, 0, 1, 1]])
      let scores = siamese.scores(of: a, with: .concatenated([a * 1.1, -a])).scalars
      #expect(scores[0] > scores[1], "\(distance.name)")
    }
  }

  /// As Koch et al. have it: a weight for each feature, drawn at random.
  @Test func theHeadOfL1IsGlorots() throws {
    let weight = try siamese(.l1).head.weight.value
    #expect(weight.shape == [6, 1] && Set(weight.scalars).count == 6)
    #expect(try weight != siamese(.l1, seed: 2).head.weight.value)
    #expect(
      try weight == siamese(.l1, head: Dense(1, activation: .sigmoid)).head.weight.value)
  }

  @Test func theHeadOfMeanSquaredIsThatOfTheRecipes() throws {
    let head = Dense(1, activation: .sigmoid, weightInitializer: .constant(-5))
    #expect(try siamese(.meanSquared).values == siamese(.meanSquared, head: head).values)
  }

  @Test func aDistanceOfYourOwnMayBringItsHead() throws {
    let head = Dense(1, activation: .tanh, usesBias: false)
    let distance = Distance("own", features: { _ in 1 }, head: head) {
      ($0 - $1).abs().max(axes: [1], keepingDimensions: true)
    }
    let siamese = try siamese(distance)
    #expect(siamese.head.bias == nil && siamese.head.activation.name == "tanh")
    #expect(distance.scale == -5)
  }

  @Test(arguments: kinds.indices) func likenessIsTheMeanFeatureTimesTheScale(_ index: Int) {
    let distance = Self.kinds[index]
    let rows = samples([3, 6], [2, 6])
    let found = distance.likeness(rows[0], rows[1])
    #expect(found.shape == [3, 2])
    for row in 0..<3 {
      for column in 0..<2 {
        let features = distance(rows[0][row..<row + 1], rows[1][column..<column + 1])
        expectClose(
          found[scalarAt: row, column], features.mean().item * distance.scale, distance.name)
      }
    }
    expectClose(
      distance.likeness(rows[0], rows[1], scale: 2 * distance.scale), found * 2, distance.name)
  }
}
