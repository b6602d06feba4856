import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ParameterizedTests {
  struct Inner: Parameterized {
    var scale = Parameter(Tensor([1, 2]), regularizer: .l2(0.5))
    var later = Parameter()
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&scale, named: "scale")
      visitor.visit(&later, named: "later")
    }
  }
  struct Outer: Parameterized {
    var first = Inner(), second = Inner()
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&first, named: "first")
      visitor.visit(&second, named: "second")
    }
  }

  @Test func parametersHavePathsInOrder() {
    let paths = Outer().parameters.map(\.path)
    #expect(paths == ["first.scale", "first.later", "second.scale", "second.later"])
    #expect(Outer().parameterCount == 4)
  }

  @Test func parametersAreChangedInPlace() {
    var model = Outer()
    model.forEachParameter { path, parameter in
      if path == "second.scale" { parameter.value = Tensor([7, 8]) }
    }
    #expect(model.first.scale.value == Tensor([1, 2]))
    #expect(model.second.scale.value == Tensor([7, 8]))
  }
}
