import Autograd
import Layers
import Tensor
import Testing

@Suite struct ReshapeTests {
  @Test func givesEachInputAnotherShape() throws {
    let vectors = Tensor.range(0..<12).reshaped(to: [2, 6])
    #expect(try Reshape([3, 2]).outputShape(for: [6]) == [3, 2])
    #expect(Reshape([3, 2])(vectors) == Tensor.range(0..<12).reshaped(to: [2, 3, 2]))
  }

  @Test func needsAsManyScalars() {
    let error = #expect(throws: ShapeError.self) { try Reshape([3, 2]).outputShape(for: [7]) }
    #expect(error?.message == "Reshape([3, 2]) needs 6 scalars, got 7 in [7]")
  }
}
