import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SlidingWindowShapesTests {
  @Test func poolingKeepsTheChannels() throws {
    #expect(try MaxPool2D(3).outputShape(for: [7, 9, 5]) == [2, 3, 5])
    #expect(try MaxPool2D(3, strides: 1).outputShape(for: [7, 9, 5]) == [5, 7, 5])
    #expect(try AveragePool2D(3, padding: .same).outputShape(for: [7, 9, 5]) == [3, 3, 5])
    #expect(MaxPool2D(3).window == AveragePool2D(3).window)
  }

  @Test func errorsNameTheLayer() {
    let vector = #expect(throws: ShapeError.self) { try MaxPool2D().outputShape(for: [7]) }
    #expect(vector?.message == "MaxPool2D expects images [height, width, channels], got [7]")
    let small = #expect(throws: ShapeError.self) {
      try Conv2D(2, kernel: 4).outputShape(for: [3, 8, 1])
    }
    #expect(
      small?.message.hasPrefix("Conv2D(2) with a 4×4 window does not fit images [3, 8, 1]") == true)
  }
}
