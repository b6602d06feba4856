import Testing

@testable import Kernels

@Suite struct FinitenessTests {
  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func theFirstScalarThatIsNoNumberIsFound(_ wrong: Float) {
    for place in [0, 1, 255, 256, 700, 999] {
      var scalars = [Float](repeating: .greatestFiniteMagnitude, count: 1000)
      scalars[place] = wrong
      scalars[999] = wrong
      #expect(firstNotFinite(scalars, count: 1000) == place)
    }
  }

  @Test func allNumbersAreNumbers() {
    let scalars: [Float] = [0, -0.0, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1]
    #expect(firstNotFinite(scalars, count: scalars.count) == nil)
    #expect(firstNotFinite(scalars, count: 0) == nil)
  }
}
