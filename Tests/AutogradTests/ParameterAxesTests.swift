import Autograd
import Tensor
import Testing

@Suite struct ParameterAxesTests {
  private struct Projection: Parameterized {
    var matrix = Parameter(Tensor([[1, 2]]))
    var bias = Parameter(Tensor([3, 4]))
    static func axes(of parameter: String) -> ParameterAxes {
      parameter == "matrix" ? .matrix : .same
    }
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&matrix, named: "matrix")
      visitor.visit(&bias, named: "bias")
    }
  }

  private struct Plain: Parameterized {
    var projection = Projection()
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&projection, named: "projection")
    }
  }

  /// Notes which parts are entered, by themselves and by their types.
  private struct Notes: ParameterVisitor {
    var axes: [ParameterAxes] = []
    var entered: [String] = []
    private var types: [any Parameterized.Type] = []
    mutating func visit(_ parameter: inout Parameter, named name: String) {
      axes.append(types[types.count - 1].axes(of: name))
    }
    mutating func enter(_ name: String, _ type: any Parameterized.Type) {
      entered.append("\(name): \(type)")
      types.append(type)
    }
    mutating func leave() { types.removeLast() }
  }

  @Test func aPartSaysWhatItsAxesAre() {
    #expect(Plain.axes(of: "matrix") == .same)
    var notes = Notes()
    var plain = Plain()
    plain.visit(&notes)
    #expect(notes.axes == [.matrix, .same])
    #expect(notes.entered == ["projection: Projection"])
  }
}
