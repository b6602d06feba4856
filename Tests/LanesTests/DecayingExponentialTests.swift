import Foundation
import Lanes
import Testing

@Suite struct DecayingExponentialTests {
  @Test func isTheExponential() {
    for step in 0...87_300 {
      let x = -Float(step) / 1000
      let expected = exp(Double(x))
      #expect(abs(Double(decayingExponential(x)) / expected - 1) < 2.5e-7, "at \(x)")
    }
    #expect(decayingExponential(0) == 1)
  }

  @Test func ends() {
    #expect(decayingExponential(-87.4) == 0 && decayingExponential(-.infinity) == 0)
    #expect(decayingExponential(-87.33) > 0)
    #expect(decayingExponential(.nan).isNaN)
  }
}
