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
    #expect(half.name == "half")
  }

  @Test func itsShapeIsFoundByTryingIt() throws {
    let first = Lambda("first") { $0.slice(0..<1, axis: 1) }
    #expect(try first.outputShape(for: [5]) == [1])
    #expect(first(Tensor([[2, 4], [6, 8]])) == Tensor([[2], [6]]))
    var model = Sequential {
      first; Dense(3)
    }
    #expect(try model.build(for: [5]) == [3])
  }
}
