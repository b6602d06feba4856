import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct PartTests {
  /// One part of each kind.
  struct Mixed: Layer {
    var first = Dense(3)
    var bias: Parameter? = Parameter { input, _ in .zeros([input[-1] + 1]) }
    var none: Parameter?
    var middle: Dense? = Dense(4)
    var absent: Dense?
    var any: any Layer = Activation.relu
    var scale = Parameter { input, random in .uniform([input[-1] + 2], using: &random) }

    static var parts: [Part<Mixed>] {
      [
        Part("first", \.first), Part("bias", \.bias), Part("none", \.none),
        Part("middle", \.middle), Part("absent", \.absent), Part("any", \.any),
        Part("scale", \.scale),
      ]
    }
    func callAsFunction(_ input: Tensor) -> Tensor {
      any(middle!(first(input) + bias!.value)) * scale.value
    }
  }

  @Test func areBuiltOneAfterTheOtherAndVisitedInOrder() throws {
    var layer = Mixed()
    #expect(try layer.build(for: [2], seed: 1) == [4])
    #expect(
      layer.parameters.map(\.path)
        == ["first.weight", "first.bias", "bias", "middle.weight", "middle.bias", "scale"])
    #expect(layer.first.weight.value.shape == [2, 3])
    #expect(layer.middle?.weight.value.shape == [3, 4])
    #expect(layer.bias?.value == .zeros([3]))
    #expect(layer.scale.value.shape == [4])
    #expect(layer.unvisitedParameters.isEmpty)
    #expect(Mixed.parts.map(\.name).last == "scale")
  }

  @Test func aPartOfAnyTypeIsVisitedAndBuilt() throws {
    var layer = Mixed()
    layer.any = Dense(4)
    try layer.build(for: [2])
    #expect(layer.parameters.map(\.path).contains("any.weight"))
  }

  /// A copy would share memory, and the next change would copy the weights.
  @Test func areChangedInPlace() throws {
    var layer = Mixed()
    layer.any = Dense(4)
    try layer.build(for: [2])
    func addresses() -> [UnsafePointer<Float>?] {
      var found: [UnsafePointer<Float>?] = []
      layer.forEachParameter { _, parameter in
        parameter.value.withUnsafeMutableScalars { scalars in
          scalars[0] += 1
          found.append(UnsafePointer(scalars.baseAddress))
        }
      }
      return found
    }
    let before = addresses()
    #expect(addresses() == before)
  }

  @Test func namesOfErrorsAndParametersAgree() {
    struct Outer: Layer {
      var inner = Mixed()
      static var parts: [Part<Outer>] { [Part("inner", \.inner)] }
      func callAsFunction(_ input: Tensor) -> Tensor { inner(input) }
    }
    var layer = Sequential { Outer() }
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [2, 2]) }
    #expect(error?.path == ["0", "inner", "first"])
  }
}
