import OneShot
import TestSupport
import Testing

@Suite struct ViewsTests {
  let glyphs = Glyphs(alphabets: 2, characters: 4, drawers: 3, seed: 2).dataset(size: 16)

  /// Whatever lies beside it, and however many are embedded at a time, to the last bit.
  @Test func theViewsOfAnImageDependOnItAlone() {
    let scorer = Views(NearestNeighbor(), 4)
    let whole = scorer.embed(glyphs)
    for batchSize in [1, 5, 24] {
      #expect(scorer.embed(glyphs, batchSize: batchSize).values == whole.values)
    }
    let images = glyphs.images(at: [3, 17, 3, 0])
    #expect(scorer.embed(images) == whole.rows(at: [3, 17, 3, 0]))
    #expect(scorer.embed(images[1..<2]) == whole.rows(at: [17]))
    // A second call draws the same views.
    #expect(scorer.embed(images) == scorer.embed(images))
  }

  @Test func theEmbeddingIsTheMeanOfTheImageAndItsViews() {
    let images = glyphs.images(at: [4])
    let one = NearestNeighbor().embed(images)
    #expect(Views(NearestNeighbor(), 1).embed(images) == one)
    let (two, three) = (
      Views(NearestNeighbor(), 2).embed(images), Views(NearestNeighbor(), 3).embed(images)
    )
    let (second, third) = (two * 2 - one, three * 3 - two * 2)
    // Other views than the image itself, and each another one; distorted, and not beyond recognition.
    #expect(relativeError(second, one) > 0.05 && relativeError(third, second) > 0.05)
    #expect(relativeError(second, one) < 1)
    let none = AffineAugmentation(rotation: 0...0, shear: 0...0, scale: 1...1, shift: 0...0)
    expectClose(Views(NearestNeighbor(), 5, augmentation: none).embed(images), one)
  }

  @Test func scoresAreThoseOfTheMethod() {
    let scorer = Views(NearestNeighbor(), 3)
    let rows = scorer.embed(glyphs).rows(at: [0, 1, 5, 9])
    let (a, b) = (rows[0..<2], rows[2..<4])
    #expect(scorer.name == "nearest-neighbor")
    #expect(scorer.scores(of: a, with: b) == NearestNeighbor().scores(of: a, with: b))
    #expect(scorer.pairScores(of: a, b) == NearestNeighbor().pairScores(of: a, b))
    let support = b.reshaped(to: [2, 1, 256])
    #expect(scorer.scores(of: a, support: support) == scorer.scores(of: a, with: b))
  }

  @Test func ofAMethodThatComparesNoPairs() throws {
    let method = try PrototypicalNetwork(Flatten(), input: [16, 16, 1])
    let tasks = try TaskSampler(glyphs, ways: 4, queries: 4).tasks(3, seed: 1)
    #expect(Evaluation(of: Views(method, 2), on: tasks).verdicts.count == 12)
  }

  @Test func thereIsAtLeastOne() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Views(NearestNeighbor(), 0)
    }
    #expect(
      message(of: result).contains(
        "Views of nearest-neighbor: expected at least one view, got 0"))
  }
}
