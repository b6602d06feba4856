import Testing

@testable import Kernels

@Suite struct PrincipalDirectionsTests {
  /// Points on a line in the plane, with a little beside it.
  @Test func theLineIsFound() {
    let x: [Float] = [0, 1, 3, 5, 6, 9, 9, 13, 4.9, 7.2]
    let found = principalDirections(x, count: 5, width: 2, directions: 1)
    #expect(largestDifference(found.mean, [4.58, 7.04]) < 1e-5)
    // The larger component is positive.
    #expect(abs(found.directions[1] / found.directions[0] - 4.0 / 3) < 0.03)
    #expect(found.directions[1] > 0)
    #expect(found.explained > 0.99 && found.explained < 1)
    let both = principalDirections(x, count: 5, width: 2, directions: 2)
    #expect(both.explained == 1)
    let product = both.directions[0] * both.directions[1] + both.directions[2] * both.directions[3]
    #expect(abs(product) < 1e-6)
  }

  @Test func ofEqualRowsNothingVaries() {
    #expect(principalDirections([1, 2, 1, 2], count: 2, width: 2, directions: 1).explained == 1)
  }

  @Test func rowsAreProjected() {
    let x: [Float] = [1, 2, 3, 4]
    let found = filled(2) { y in
      project(x, count: 2, mean: [1, 1], Matrix([2, 3], 2, 1), into: y)
    }
    #expect(found == [3, 13])
  }
}
