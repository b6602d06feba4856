import Autograd
import Layers
import Tensor
import Testing

/// Every parameter that a value holds must be visited: `visit` is written by hand.
@Suite struct VisitAuditTests {
  static let layers: [any Layer] = [
    Conv2D(2, kernel: 2), Conv2D(2, kernel: 2, usesBias: false), Dense(2), BatchNorm(),
    MaxPool2D(), AveragePool2D(), GlobalAveragePool2D(), Flatten(), Dropout(0.5), Reshape([4, 2]),
    Activation.relu, Lambda("same") { $0 },
    Sequential {
      Conv2D(2, kernel: 2); BatchNorm(); Flatten(); Dense(3)
    },
  ]

  /// The parameters found by reflection, however deep.
  private func held(by value: Any) -> Int {
    if value is Parameter { return 1 }
    return Mirror(reflecting: value).children.reduce(0) { $0 + held(by: $1.value) }
  }

  @Test(arguments: layers.indices)
  func visitsEveryParameter(_ index: Int) throws {
    let layer = Self.layers[index]
    let paths = layer.parameters.map(\.path)
    #expect(paths.count == held(by: layer), "\(layer): visits \(paths)")
    #expect(Set(paths).count == paths.count, "\(paths)")
  }

  @Test func theAuditFindsAForgottenParameter() {
    struct Forgetful: Parameterized {
      var seen = Parameter(), forgotten: Parameter? = Parameter()
      mutating func visit(_ visitor: inout some ParameterVisitor) {
        visitor.visit(&seen, named: "seen")
      }
    }
    #expect(held(by: Forgetful()) == 2)
    #expect(Forgetful().parameters.count == 1)
  }
}
