import Testing

@testable import Kernels

@Suite struct TransposeTests {
  @Test(arguments: [[2, 1, 0], [0, 2, 1], [1, 2, 0]])
  func agreesWithTheDefinition(_ permutation: [Int]) {
    let shape = [3, 5, 4]
    let x = scattered(60)
    let sizes = permutation.map { shape[$0] }
    let expected = (0..<60).map { place in
      let index = [place / (sizes[1] * sizes[2]), place / sizes[2] % sizes[1], place % sizes[2]]
      var source = [0, 0, 0]
      for (axis, original) in permutation.enumerated() { source[original] = index[axis] }
      return x[(source[0] * 5 + source[1]) * 4 + source[2]]
    }
    let found = filled(60) { transpose(x, shape: shape, permutation: permutation, into: $0) }
    #expect(found == expected)
  }

  @Test func aScalarStays() {
    #expect(filled(1) { transpose([7], shape: [], permutation: [], into: $0) } == [7])
  }
}
