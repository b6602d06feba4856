import Autograd
import Layers
import Tensor
import Testing

@Suite struct ResizingONNXTests {
  @Test func padding() throws {
    try expectRoundTrip(ZeroPad2D(top: 1, left: 2, bottom: 0, right: 3), input: [3, 4, 2])
    try expectRoundTrip(ReflectPad2D(2), input: [3, 4, 2])
  }

  @Test(arguments: [Upsampling.nearest, .bilinear])
  func enlarging(_ interpolation: Upsampling) throws {
    try expectRoundTrip(
      UpSample2D(height: 2, width: 3, interpolation: interpolation), input: [3, 4, 2])
  }
}
