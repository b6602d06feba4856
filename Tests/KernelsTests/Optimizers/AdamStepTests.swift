import Basics
import Lanes
import Testing

@testable import Kernels

@Suite struct AdamStepTests {
  private func step(_ iteration: Int, decay: Float = 0) -> AdamStep {
    AdamStep(
      rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: decay, iteration: iteration)
  }

  @Test func agreesWithTheFormula() {
    var (w, m, v): (Double, Double, Double) = (0.5, 0, 0)
    var (weight, mean, square): ([Float], [Float], [Float]) = ([0.5], [0], [0])
    for iteration in 1...20 {
      let gradient = Float(iteration % 3) - 0.5
      [gradient].withPointer { g in
        step(iteration, decay: 0.01)(
          &weight, mean: &mean, square: &square, count: 1, terms: GradientTerms(gradient: g))
      }
      m = 0.9 * m + 0.1 * Double(gradient)
      v = 0.999 * v + 0.001 * Double(gradient * gradient)
      let t = Double(iteration)
      w -= 0.1 * 0.01 * w
      w -= 0.1 * (m / (1 - pow(0.9, t))) / ((v / (1 - pow(0.999, t))).squareRoot() + 1e-8)
      #expect(abs(Double(weight[0]) - w) < 1e-5)
    }
  }

  /// Late steps are corrected by nothing, and no loop runs up to their number.
  @Test func theLastStepOfAll() {
    var (w, m, v): ([Float], [Float], [Float]) = ([1], [0.5], [0.25])
    [Float(0.5)].withPointer {
      step(.max)(&w, mean: &m, square: &v, count: 1, terms: GradientTerms(gradient: $0))
    }
    #expect(abs(w[0] - 0.9) < 1e-6)
  }

  @Test func theMomentsEndAt0() {
    let count = 9
    var w = [Float](repeating: 1, count: count)
    var (m, v) = (w, w)
    [Float](repeating: 0, count: count).withPointer { g in
      for iteration in 1...1600 {
        step(iteration)(&w, mean: &m, square: &v, count: count, terms: GradientTerms(gradient: g))
        #expect((m + v).allSatisfy { $0 == 0 || $0.isNormal })
      }
    }
    #expect(m.allSatisfy { $0 == 0 })
  }
}
