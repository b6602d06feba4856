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
