import Autograd
import Layers
import Tensor
import Testing

@Suite struct FlattenTests {
  @Test func laysScalarsInOneRowEach() throws {
    let images = Tensor.range(0..<24).reshaped(to: [2, 3, 2, 2])
    #expect(try Flatten().outputShape(for: [3, 2, 2]) == [12])
    #expect(Flatten()(images) == images.reshaped(to: [2, 12]))
  }
}
