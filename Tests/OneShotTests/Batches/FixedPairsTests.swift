import OneShot
import Testing

@Suite struct FixedPairsTests {
  private let dataset = numberedImages(groups: [3, 4], drawers: 5)

  private func batches(copies: Int, seed: UInt64 = 1) throws -> FixedPairs {
    FixedPairs(
      try PairSampler(dataset, balance: .groups), pairs: 10, copies: copies,
      augmentation: AffineAugmentation(shift: 0.1...0.2, probability: 1), batchSize: 4, seed: seed)
  }

  /// The class and drawer of both sides of each pair.
  private func labels(_ batch: ImagePairs) -> [[Int]] {
    (0..<batch.targets.count).map { pair in
      [batch.left[pair], batch.right[pair]].flatMap { image in
        image.scalars.prefix(2).map { Int(($0 * 255).rounded()) }
      }
    }
  }

  @Test func aRoundHasEveryPairOnceInAnOrderOfItsOwn() throws {
    let batches = try self.batches(copies: 0)
    // Ten pairs in batches of four: five batches are two rounds.
    let seen = try (0..<5).flatMap { labels(try batches.batch(at: $0)) }
    #expect(Set(seen[..<10]).count == 10)
    #expect(Set(seen[..<10]) == Set(seen[10...]))
    #expect(Array(seen[..<10]) != Array(seen[10...]))
  }

  @Test func everyOtherPairIsOfOneClass() throws {
    let batches = try self.batches(copies: 0)
    for step in 0..<5 {
      let batch = try batches.batch(at: step)
      for (pair, target) in zip(labels(batch), batch.targets.scalars) {
        #expect((pair[0] == pair[2]) == (target == 1) && pair != [pair[2], pair[3]] + pair[2...])
      }
    }
    let targets = try (0..<5).flatMap { try batches.batch(at: $0).targets.scalars }
    #expect(targets.reduce(0, +) == 10)
  }

  @Test func copiesAreDistortedAndTheFirstIsNot() throws {
    let plain = try (0..<5).flatMap { labels(try self.batches(copies: 0).batch(at: $0)) }
    let batches = try self.batches(copies: 2)
    let all = try (0..<8).map { try batches.batch(at: $0) }
    let images = all.flatMap { batch in (0..<4).map { batch.left[$0].scalars } }
    // Thirty places of ten pairs, three of each; the last two of 32 begin the next round.
    #expect(Set(images[..<30]).count > 20)
    let found = Set(all.flatMap(labels))
    #expect(Set(plain).isSubset(of: found))
  }

  @Test func aBatchDependsOnItsSeedAndStepAlone() throws {
    let expected = try batches(copies: 2).batch(at: 6)
    let again = try self.batches(copies: 2)
    _ = try again.batch(at: 3)
    let found = try again.batch(at: 6)
    #expect(found.left == expected.left && found.right == expected.right)
    #expect(try batches(copies: 2, seed: 2).batch(at: 6).left != expected.left)
  }
}
