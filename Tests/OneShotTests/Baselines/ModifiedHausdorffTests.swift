import DatasetFiles
import OneShot
import TestSupport
import Testing

@Suite struct ModifiedHausdorffTests {
  private let scorer = ModifiedHausdorff()

  /// An image of `size` × `size` with ink at the given (row, column) places.
  private func image(_ points: [(Int, Int)], size: Int = 12) -> Tensor {
    var image = Tensor.zeros([1, size, size, 1])
    for (row, column) in points { image[scalarAt: 0, row, column, 0] = 1 }
    return image
  }

  private func score(_ a: [(Int, Int)], _ b: [(Int, Int)]) -> Float {
    scorer.scores(of: scorer.embed(image(a)), with: scorer.embed(image(b))).item
  }

  @Test func aDistanceByHand() {
    // Centered: {(0, ±1)} and {(0, 0), (0, ±3)}. From the first: 1 and 1; from the second: 1, 2, 2.
    let score = score([(4, 4), (4, 6)], [(7, 2), (7, 5), (7, 8)])
    #expect(abs(score + 5.0 / 3) < 1e-6)
  }

  @Test func placeDoesNotMatter() {
    #expect(abs(score([(0, 0), (1, 2), (5, 3)], [(6, 8), (7, 10), (11, 11)])) < 1e-5)
  }

  /// Against the definition, with as many points as fill several vectors.
  @Test func equalsTheDefinition() {
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let (a, b) = (cloud(using: &random), cloud(using: &random))
      let expected = max(directed(centered(a), centered(b)), directed(centered(b), centered(a)))
      #expect(abs(Double(score(a, b)) + expected) < 1e-5)
      #expect(score(a, b) == score(b, a))
    }
  }

  private func cloud(using random: inout SeededGenerator) -> [(Int, Int)] {
    let density = Int.random(in: 1...9, using: &random)
    let points = (0..<144).filter { _ in .random(in: 0..<10, using: &random) < density }
    return points.map { ($0 / 12, $0 % 12) }
  }

  private func centered(_ points: [(Int, Int)]) -> [(Double, Double)] {
    let count = Double(points.count)
    let row = Double(points.reduce(0) { $0 + $1.0 }) / count
    let column = Double(points.reduce(0) { $0 + $1.1 }) / count
    return points.map { (Double($0.0) - row, Double($0.1) - column) }
  }

  private func directed(_ a: [(Double, Double)], _ b: [(Double, Double)]) -> Double {
    let nearest = a.map { a in
      b.map { b in ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).squareRoot() }.min()!
    }
    return nearest.reduce(0, +) / Double(a.count)
  }

  @Test func paperIsInfinitelyFarFromAll() {
    #expect(score([], [(1, 1)]) == -.infinity)
    #expect(score([(1, 1)], []) == -.infinity)
    #expect(score([], []) == -.infinity)
  }

  @Test func faintInkCountsByTheDarkest() {
    let faint = image([(1, 1), (1, 3)]) * 0.3
    #expect(scorer.scores(of: faint, with: image([(5, 5), (5, 7)])).item == 0)
  }

  @Test func stopsAtWhatIsNoImage() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ModifiedHausdorff().embed(.zeros([2, 9]))
    }
    #expect(
      message(of: result).contains(
        "hausdorff: expected images [count, height, width, 1], got [2, 9]"))
  }

  /// The figure of the demonstration that comes with Omniglot: 38.8 % errors.
  @Test(.enabled(if: realData != nil))
  func theOfficialRuns() throws {
    let runs = try Omniglot.officialRuns(in: try #require(realData))
    #expect(Evaluation(of: scorer, on: runs).accuracy == Accuracy(correct: 245, of: 400))
  }
}
