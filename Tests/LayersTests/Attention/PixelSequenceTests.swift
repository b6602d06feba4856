import Layers
import Tensor
import Testing

/// The vision transformer, in the tests of networks, judges it before attention.
@Suite struct PixelSequenceTests {
  @Test func putsPixelsOneAfterAnother() throws {
    var layer = PixelSequence()
    #expect(try layer.build(for: [2, 3, 4]) == [6, 4])
    let images = Tensor.range(0..<48).reshaped(to: [2, 2, 3, 4])
    #expect(layer(images) == images.reshaped(to: [2, 6, 4]))
  }

  @Test func refusesWhatIsNoImage() {
    let error = #expect(throws: ShapeError.self) { try PixelSequence().outputShape(for: [4]) }
    #expect(error?.message == "PixelSequence expects images [height, width, channels], got [4]")
  }
}
