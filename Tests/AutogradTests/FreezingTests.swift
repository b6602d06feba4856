import Autograd
import Tensor
import Testing

@Suite struct FreezingTests {
  struct Inner: Parameterized {
    var weight = Parameter(Tensor([1]))
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, named: "weight")
    }
  }
  struct Middle: Parameterized {
    var inner = Inner()
    var bias = Parameter(Tensor([2]))
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&inner, named: "inner")
      visitor.visit(&bias, named: "bias")
    }
  }
  struct Outer: Parameterized {
    var middle = Middle()
    var last = Inner()
    var scale = Parameter(Tensor([3]))
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&middle, named: "middle")
      visitor.visit(&last, named: "last")
      visitor.visit(&scale, named: "scale")
    }
    var frozen: [String] { parameters.filter(\.parameter.isFrozen).map(\.path) }
  }

  @Test func allIsFrozenAndUnfrozen() {
    var model = Outer()
    model.freeze()
    #expect(
      model.frozen == ["middle.inner.weight", "middle.bias", "last.weight", "scale"])
    model.unfreeze()
    #expect(model.frozen.isEmpty)
  }

  @Test func aTypeIsFrozenWhereverItLies() {
    var model = Outer()
    model.freeze(Inner.self)
    #expect(model.frozen == ["middle.inner.weight", "last.weight"])
  }

  @Test func aTypeIsFrozenWithWhatLiesInIt() {
    var model = Outer()
    model.freeze(Middle.self)
    #expect(model.frozen == ["middle.inner.weight", "middle.bias"])
    var whole = Outer()
    whole.freeze(Outer.self)
    #expect(whole.frozen.count == 4)
  }

  @Test func aTypeIsUnfrozenAlone() {
    var model = Outer()
    model.freeze()
    model.unfreeze(Middle.self)
    #expect(model.frozen == ["last.weight", "scale"])
  }
}
