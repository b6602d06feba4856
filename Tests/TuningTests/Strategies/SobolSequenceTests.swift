import TestSupport
import Testing
import Tuning

@Suite struct SobolSequenceTests {
  @Test func agreesWithSciPy() {
    let expected = Fixture("Tuning/sobol")["points"]
    let (count, dimensions) = (expected.shape[0], expected.shape[1])
    #expect(dimensions == SobolSequence.directedDimensions)
    let sequence = SobolSequence(dimensions: dimensions)
    let found = (0..<count).flatMap { sequence.point(at: $0) }.map { Float($0) }
    #expect(found == expected.scalars)
  }

  /// Of every 2ᵏ points that follow each other from a multiple of 2ᵏ on, each of 2ᵏ equal parts of
  /// an axis has one; a digital shift keeps that.
  @Test(arguments: [nil, 1, 2] as [UInt64?])
  func everyPartOfAnAxisHasOnePoint(_ seed: UInt64?) {
    let sequence = SobolSequence(dimensions: 12, seed: seed)
    for start in [0, 64, 192] {
      let points = (start..<start + 64).map(sequence.point)
      for axis in 0..<12 {
        #expect(Set(points.map { Int($0[axis] * 64) }).count == 64)
      }
    }
  }

  @Test func aSeedShiftsIt() {
    let points = [nil, 1, 2].map { SobolSequence(dimensions: 3, seed: $0).point(at: 5) }
    #expect(Set(points).count == 3)
    #expect(SobolSequence(dimensions: 3, seed: 1).point(at: 5) == points[1])
  }

  @Test func furtherCoordinatesAreRandom() {
    let sequence = SobolSequence(dimensions: 30, seed: 1)
    let points = (0..<100).map(sequence.point)
    for axis in SobolSequence.directedDimensions..<30 {
      let mean = points.map { $0[axis] }.reduce(0, +) / 100
      #expect(abs(mean - 0.5) < 0.15)
    }
    #expect(Set(points.map { $0[29] }).count == 100)
    #expect(sequence.point(at: 3) == points[3])
  }
}
