import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LambdaTests {
  @Test func appliesItsFunction() throws {
    let half = Lambda("half") { $0 * 0.5 }
    #expect(half(Tensor([[2, 4]])) == Tensor([[1, 2]]))
    #expect(try half.outputShape(for: [2]) == [2])
    let first = Lambda("first", outputShape: { _ in [1] }) { $0.slice(0..<1, axis: 1) }
    #expect(try first.outputShape(for: [5]) == [1])
    #expect(first(Tensor([[2, 4], [6, 8]])) == Tensor([[2], [6]]))
  }

  @Test func stopsWhereTheFunctionBreaksItsPromise() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lambda("sum") { $0.sum(axes: [1], keepingDimensions: true) }(Tensor([[1, 2]]))
    }
    #expect(
      message(of: result).contains("Lambda(sum): promised outputs of shape [2], got [1]"))
  }
}
