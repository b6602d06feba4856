import Autograd
import Layers
import Tensor
import Testing

@Suite struct ConvolutionsONNXTests {
  @Test func convolutions() throws {
    try expectRoundTrip(
      Conv2D(4, kernel: (2, 3), strides: (2, 1), padding: .same, dilation: (1, 2), groups: 2),
      input: [5, 7, 4])
    try expectRoundTrip(
      Conv2D(2, kernel: 3, padding: .zeros(top: 0, left: 1, bottom: 2, right: 0), usesBias: false),
      input: [4, 4, 1])
    try expectRoundTrip(
      DepthwiseConv2D(kernel: 3, strides: 2, padding: .same, multiplier: 2), input: [4, 5, 3])
  }

  @Test func transposed() throws {
    for padding in [Padding.valid, .same, .zeros(1)] {
      try expectRoundTrip(
        ConvTranspose2D(2, kernel: 3, strides: 2, padding: padding), input: [3, 4, 3])
    }
    try expectRoundTrip(
      ConvTranspose2D(2, kernel: 3, strides: 2, padding: .zeros(1), outputPadding: 1),
      input: [3, 4, 3])
    try expectRoundTrip(
      ConvTranspose2D(2, kernel: 2, strides: 3, padding: .same), input: [3, 4, 3])
  }
}
