import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ResidualTests {
  @Test func addsWhatItsLayersGive() throws {
    var layer = Residual { Dense(2, usesBias: false) }
    #expect(try layer.build(for: [2]) == [2])
    layer.forEachParameter { path, parameter in
      #expect(path == "layers.0.weight")
      parameter.value = Tensor([[1, 2], [3, 4]])
    }
    #expect(layer(Tensor([[1, 1]])) == Tensor([[5, 7]]))
    let model = layer
    expectDifferentiable(at: samples([3, 2])) { model($0[0]) }
  }

  @Test func theBlockOfResNetAgreesWithPyTorch() throws {
    for (name, shortcut) in [("identity", nil), ("projection", 3)] {
      let fixture = Fixture("Residual/\(name)")
      var layer = Residual(activation: .relu) {
        Conv2D(3, kernel: 3, strides: shortcut == nil ? 1 : 2, padding: .same, usesBias: false)
        GroupNorm(1)
        Activation.relu
        Conv2D(3, kernel: 3, padding: .same)
      } shortcut: {
        if let shortcut { Conv2D(shortcut, kernel: 1, strides: 2, usesBias: false) }
      }
      try layer.build(for: fixture["input"].shape.droppingFirst)
      #expect((layer.shortcut == nil) == (shortcut == nil))
      try expectJudged(layer, by: fixture)
    }
  }

  @Test func anyActivationIsAppliedToTheSum() throws {
    for activation in [Activation.tanh, .relu, .linear] {
      var layer = Residual(activation: activation) {
        Dense(2)
      } shortcut: {
        Dense(2, usesBias: false)
      }
      #expect(try layer.build(for: [3]) == [2])
      #expect(
        layer.parameters.map(\.path) == [
          "layers.0.weight", "layers.0.bias", "shortcut.0.weight",
        ])
      let x = samples([4, 3])[0]
      let model = layer
      #expect(layer(x) == activation(layer.shortcut!(x) + layer.layers(x)))
      if !activation.name.hasPrefix("relu") { expectDifferentiable(at: [x]) { model($0[0]) } }
    }
  }

  /// With odd sizes, whose last row and column no window covers.
  @Test func aPoolingAfterItIsPartOfTheSum() throws {
    let images = samples([2, 7, 9, 3])[0]
    for activation in [Activation.linear, .relu, .leakyReLU(slope: 0.1)] {
      let block = Residual(activation: activation) {
        Conv2D(5, kernel: 3, padding: .same)
      } shortcut: {
        Conv2D(5, kernel: 1)
      }
      var model = Sequential {
        block; MaxPool2D()
      }
      try model.build(for: [7, 9, 3])
      #expect(model.layers[0].fused(with: model.layers[1]) != nil)
      let apart = { (model: Sequential, x: Tensor) in model.layers[1](model.layers[0](x)) }
      #expect(model(images) == apart(model, images))
      let found = gradient(of: &model) { $0(images).square().sum() }
      let expected = gradient(of: &model) { apart($0, images).square().sum() }
      for (path, b) in zip(expected.gradients.paths, expected.gradients.values) {
        expectClose(found.gradients[path] ?? 0, b ?? 0, path)
      }
    }
    let block = Residual(activation: .tanh) { Dense(3) }
    #expect(block.fused(with: MaxPool2D()) == nil)
    #expect(Residual { Dense(3) }.fused(with: MaxPool2D(3)) == nil)
  }

  @Test func refusesAShortcutOfAnotherShape() {
    let model = Residual {
      Dense(3)
    } shortcut: {
      Dense(4)
    }
    let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [2]) }
    #expect(
      error?.description
        == "Residual adds what its layers give to what its shortcut gives: expected [4], got [3]")
  }

  @Test func refusesLayersOfAnotherShape() {
    var layer = Sequential {
      Flatten(); Residual { Dense(3) }
    }
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [2]) }
    #expect(
      error?.description
        == "1: Residual adds what its layers give to their input: expected [2], got [3]")
  }

  @Test func namesOfErrorsParametersAndRowsAgree() throws {
    let model = Sequential {
      Residual {
        Dense(4); Conv2D(2, kernel: 3)
      }
    }
    let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [4]) }
    #expect(error?.path == ["0", "layers", "1"])
    let rows = try Sequential {
      Residual {
        Dense(4); BatchNorm()
      }
    }.summary(for: [4], named: "leg").rows
    #expect(rows.map(\.layer) == ["leg.0.layers.0 (Dense)", "leg.0.layers.1 (BatchNorm)"])
  }
}
