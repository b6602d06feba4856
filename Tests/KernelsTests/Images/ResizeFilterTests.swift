import Testing

@testable import Kernels

@Suite struct ResizeFilterTests {
  @Test(arguments: [ResizeFilter.area, .triangle, .cubic])
  func weightsSumToOneAndReachNoFurtherThanTheSource(filter: ResizeFilter) {
    for (source, resized) in [(7, 3), (3, 7), (5, 5), (100, 1), (1, 9)] {
      let axis = ResizeAxis(source: source, resized: resized, part: 0..<resized, filter: filter)
      for place in 0..<resized {
        let weights = axis.weights[axis.offsets[place]..<axis.offsets[place] + axis.counts[place]]
        #expect(abs(weights.reduce(0, +) - 1) < 1e-5)
        #expect(axis.starts[place] >= 0 && axis.starts[place] + axis.counts[place] <= source)
      }
      #expect(axis.reach == 0..<source)
    }
  }

  @Test func theWeightsOfThreePixelsForOne() {
    func expectWeights(_ filter: ResizeFilter, _ expected: [Float]) {
      let found = ResizeAxis(source: 3, resized: 1, part: 0..<1, filter: filter).weights
      #expect(found.count == expected.count)
      for (weight, value) in zip(found, expected) { #expect(abs(weight - value) < 1e-6) }
    }
    // A triangle over a third of its reach: 2/3, 1, 2/3.
    expectWeights(.triangle, [2 / 7, 3 / 7, 2 / 7])
    expectWeights(.area, [1 / 3, 1 / 3, 1 / 3])
  }

  @Test func whatIsNotWantedIsNotComputed() {
    let axis = ResizeAxis(source: 100, resized: 50, part: 20..<22, filter: .triangle)
    #expect(axis.starts.count == 2)
    #expect(axis.reach.lowerBound >= 38 && axis.reach.upperBound <= 46)
  }
}
