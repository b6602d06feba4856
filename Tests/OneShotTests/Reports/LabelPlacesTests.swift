import Testing

@testable import OneShot

@Suite struct LabelPlacesTests {
  @Test func labelsThatDoNotTouchStay() {
    #expect(labelPlaces([80, 10, 40], apart: 15, within: 0...100) == [80, 10, 40])
    #expect(labelPlaces([], apart: 15, within: 0...100).isEmpty)
  }

  /// Two that want one place go half the way each, and keep their order.
  @Test func neighborsShareTheWay() {
    #expect(labelPlaces([50, 50], apart: 10, within: 0...100) == [45, 55])
    #expect(labelPlaces([54, 50, 10], apart: 10, within: 0...100) == [57, 47, 10])
    // The middle of three stays.
    #expect(labelPlaces([50, 50, 50], apart: 10, within: 0...100) == [40, 50, 60])
  }

  @Test func theRangeHoldsAll() {
    #expect(labelPlaces([2, 3, 99], apart: 10, within: 0...100) == [0, 10, 99])
    #expect(labelPlaces([98, 99], apart: 10, within: 0...100) == [90, 100])
    #expect(labelPlaces([99, 97, 98], apart: 10, within: 0...100) == [100, 80, 90])
    // What does not fit begins at the lower end.
    #expect(labelPlaces([5, 6, 7], apart: 10, within: 0...15) == [0, 10, 20])
  }

  /// No other places for a few random labels are nearer to what they want.
  @Test func noOtherPlacesAreNearer() {
    var random = SeededGenerator(seed: 1)
    func cost(_ places: [Double], _ wanted: [Double]) -> Double {
      zip(places, wanted).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    }
    for _ in 0..<20 {
      let wanted = (0..<3).map { _ in Double(Int.random(in: 0...30, using: &random)) }
      let found = labelPlaces(wanted, apart: 8, within: 0...30)
      let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
      let sorted = order.map { found[$0] }
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 8 - 1e-9 })
      #expect(sorted[0] >= 0 && sorted[2] <= 30)
      for a in 0...14 {
        for b in (a + 8)...22 {
          for c in (b + 8)...30 {
            var others = wanted
            for (place, index) in zip([a, b, c], order) { others[index] = Double(place) }
            #expect(cost(others, wanted) >= cost(found, wanted) - 1e-9)
          }
        }
      }
    }
  }
}
