import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct BatchStatisticsTests {
  @Test func theFirstRowsAloneGiveStatistics() throws {
    var layer = BatchNorm()
    try layer.build(for: [2])
    let x = samples([5, 2])[0]
    _ = gradient(of: &layer) { layer in
      let first = layer(x[0..<3])
      let all = BatchStatistics.$rows.withValue(3) { layer(x) }
      expectClose(all[0..<3], first)
      let same = BatchStatistics.$rows.withValue(5) { layer(x) }
      expectClose(same, layer(x))
      return all.sum()
    }
  }

  @Test func runningStatisticsStay() throws {
    var layer = BatchNorm()
    try layer.build(for: [2])
    let before = layer.values
    _ = gradient(of: &layer) { layer in
      BatchStatistics.$rows.withValue(3) { layer(samples([5, 2])[0]) }.sum()
    }
    #expect(layer.values == before)
  }

  @Test func gradients() throws {
    var layer = BatchNorm(epsilon: 0.1)
    try layer.build(for: [2])
    let fixed = layer
    func normalized(_ x: Tensor) -> Tensor {
      Recording.current == nil ? x : BatchStatistics.$rows.withValue(2) { fixed(x) }
    }
    let check = GradientCheck(at: samples([4, 2])) { normalized($0[0]) }
    #expect(check.passes, "\(check)")
    expectTwiceDifferentiable(at: samples([4, 2])) { normalized($0[0]) }
  }
}
