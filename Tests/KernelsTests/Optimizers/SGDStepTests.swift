import Lanes
import Testing

@testable import Kernels

@Suite struct SGDStepTests {
  /// Two steps of one weight at 1 with the gradients 1 and −1.
  private func run(_ step: SGDStep, withVelocity: Bool) -> [Float] {
    var (w, v): ([Float], [Float]) = ([1], [0])
    for gradient: Float in [1, -1] {
      [gradient].withPointer { g in
        v.withUnsafeMutableBufferPointer {
          step(
            &w, velocity: withVelocity ? $0.baseAddress : nil, count: 1,
            terms: GradientTerms(gradient: g))
        }
      }
    }
    return w + v
  }

  @Test func agreesWithTheFormula() {
    #expect(run(SGDStep(rate: 0.5), withVelocity: false) == [1, 0])
    // v: −0.5, then 0.25 · −0.5 + 0.5 = 0.375.
    #expect(run(SGDStep(rate: 0.5, momentum: 0.25), withVelocity: true) == [0.875, 0.375])
    // w: 1 − 0.125 − 0.5 = 0.375, then + 0.25 · 0.375 + 0.5.
    let nesterov = SGDStep(rate: 0.5, momentum: 0.25, nesterov: true)
    #expect(run(nesterov, withVelocity: true) == [0.968_75, 0.375])
  }

  @Test func aVelocityEndsAt0() {
    var (w, v): ([Float], [Float]) = ([1], [1])
    [Float(0)].withPointer { g in
      for _ in 0..<1600 {
        SGDStep(rate: 0.1, momentum: 0.9)(
          &w, velocity: &v, count: 1, terms: GradientTerms(gradient: g))
        #expect(v[0] == 0 || v[0].isNormal)
      }
    }
    #expect(v == [0])
  }
}
