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

  /// What ResNet does before its blocks.
  @Test func paddingOnEachSideGivesPyTorchsShapes() throws {
    let stem = Sequential {
      Conv2D(64, kernel: 7, strides: 2, padding: .zeros(3), usesBias: false)
      MaxPool2D(3, strides: 2, padding: .zeros(1))
    }
    #expect(try stem.outputShape(for: [224, 224, 3]) == [56, 56, 64])
    #expect(try stem.outputShape(for: [225, 223, 3]) == [57, 56, 64])
    #expect(try MaxPool2D(2, roundsUp: true).outputShape(for: [7, 5, 1]) == [4, 3, 1])
    #expect(try AveragePool2D(2, roundsUp: true).outputShape(for: [7, 5, 1]) == [4, 3, 1])
  }

  @Test func poolingNeedsAWindowLargerThanItsPadding() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MaxPool2D(2, padding: .zeros(2))
    }
    #expect(
      message(of: result).contains("pooling needs a window larger than the padding on each side"))
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
