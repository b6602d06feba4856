import Autograd
import Layers
import Tensor
import TestSupport
import Testing

/// The vision transformer, in the tests of networks, judges it before attention.
@Suite struct ClassTokenTests {
  @Test func putsItsVectorBeforeEachSequence() throws {
    var layer = ClassToken()
    #expect(try layer.build(for: [1, 2]) == [2, 2])
    #expect(layer.token.value == .zeros([2]))
    layer.token.value = Tensor([5, 6])
    let vectors = Tensor([1, 2, 3, 4]).reshaped(to: [2, 1, 2])
    #expect(layer(vectors) == Tensor([5, 6, 1, 2, 5, 6, 3, 4]).reshaped(to: [2, 2, 2]))
    let model = layer
    expectDifferentiable(at: samples([2, 3, 2])) { model($0[0]) }
  }

  @Test func refusesWhatIsNoSequence() {
    let error = #expect(throws: ShapeError.self) { try ClassToken().outputShape(for: [4]) }
    #expect(error?.message == "ClassToken expects a sequence [length, features], got [4]")
  }
}
