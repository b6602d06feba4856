import TestSupport
import Testing

@testable import Autograd
@testable import Tensor

@Suite struct ReductionTests {
  @Test func namesWhatRemains() {
    let reduction = Reduction([2, 3, 4], [-1, 0])
    #expect(reduction.axes == [0, 2])
    #expect(reduction.keptShape == [1, 3, 1])
    #expect(reduction.resultShape == [3])
  }

  @Test func adjacentAxesAreReducedTogether() {
    var shapes: [[Int]] = []
    let result = Reduction([2, 3, 4, 5], [0, 2, 3]).apply(to: .ones([2, 3, 4, 5])) { _, form, y in
      shapes.append([form.outer, form.reduced, form.inner])
      y.initialize(repeating: 1, count: form.outer * form.inner)
    }
    #expect(shapes == [[6, 20, 1], [1, 2, 3]])
    #expect(result.shape == [1, 3, 1, 1])
  }

  @Test func stopsAtARepeatedAxis() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).sum(axes: [1, -1])
    }
    #expect(message(of: result).contains("reduction: axes [1, -1] repeat, shape [2, 3]"))
  }
}
