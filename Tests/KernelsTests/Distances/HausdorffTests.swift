import Testing

@testable import Kernels

@Suite struct HausdorffTests {
  private func cloud(_ rows: [String]) -> PointCloud {
    let pixels = rows.flatMap { $0.map { $0 == "#" ? Float(0.9) : 0.2 } }
    return inkedPoints(pixels, height: rows.count, width: rows[0].count)
  }

  private func score(_ a: PointCloud, _ b: PointCloud) -> Float {
    filled(1) { modifiedHausdorffScores([a], [b], into: $0) }[0]
  }

  @Test func aShiftCostsNothing() {
    let (a, b) = (cloud(["##..", "....", "...."]), cloud(["....", "....", "..##"]))
    #expect(a.count == 2)
    #expect(score(a, b) == 0)
  }

  /// Around their means the points lie at (±½, 0) and at (0, ±½): each is √½ from the nearest.
  @Test func theMeanOfNearestDistances() {
    let (a, b) = (cloud(["##", ".."]), cloud(["#.", "#."]))
    #expect(abs(score(a, b) + Float(0.5).squareRoot()) < 1e-6)
    #expect(score(a, b) == score(b, a))
  }

  @Test func withoutPointsThereIsNoDistance() {
    let blank = inkedPoints([0, 0, 0, 0], height: 2, width: 2)
    #expect(score(blank, cloud(["#"])) == -.infinity)
    #expect(filled(0) { modifiedHausdorffScores([], [blank], into: $0) } == [])
  }
}
