import Testing

@testable import Distributed

/// The sums themselves are checked by the probe; here is who adds what.
@Suite struct SliceAdditionTests {
  @Test(arguments: [0, 1, 15, 16, 17, 100, 1000, 4096])
  func theSlicesAreTheBlock(_ scalars: Int) {
    for count in 1...7 {
      let slices = Slices(count, of: scalars)
      var next = 0
      for (place, length) in zip(slices.places, slices.counts) {
        #expect(Int(place) == next && Int(length) <= slices.length)
        next += Int(length)
      }
      #expect(next == scalars)
    }
  }
}
