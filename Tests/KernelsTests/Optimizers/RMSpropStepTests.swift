import Lanes
import Testing

@testable import Kernels

@Suite struct RMSpropStepTests {
  @Test(arguments: [false, true])
  func agreesWithTheFormula(_ hasVelocity: Bool) {
    let step = RMSpropStep(rate: 0.1, rho: 0.9, momentum: 0.5, epsilon: 1e-7)
    var (weight, square, velocity): ([Float], [Float], [Float]) = ([0.5], [0], [0])
    var (w, s, v) = (0.5, 0.0, 0.0)
    for iteration in 1...20 {
      let gradient = Float(iteration % 3) - 0.5
      [gradient].withPointer { g in
        velocity.withUnsafeMutableBufferPointer {
          step(
            &weight, square: &square, velocity: hasVelocity ? $0.baseAddress : nil, count: 1,
            terms: GradientTerms(gradient: g))
        }
      }
      s = 0.9 * s + 0.1 * Double(gradient * gradient)
      v = (hasVelocity ? 0.5 * v : 0) + 0.1 * Double(gradient) / (s + 1e-7).squareRoot()
      w -= v
      #expect(abs(Double(weight[0]) - w) < 1e-5)
    }
  }

  @Test func theMomentsEndAt0() {
    let step = RMSpropStep(rate: 0.1, rho: 0.9, momentum: 0.9, epsilon: 1e-7)
    var (w, s, v): ([Float], [Float], [Float]) = ([1], [1], [1])
    [Float(0)].withPointer { g in
      for _ in 0..<1600 {
        step(&w, square: &s, velocity: &v, count: 1, terms: GradientTerms(gradient: g))
        #expect((s + v).allSatisfy { $0 == 0 || $0.isNormal })
      }
    }
    #expect(s == [0] && v == [0])
  }
}
