import Layers
import Tensor
import Testing

@Suite struct PoolingONNXTests {
  @Test func windows() throws {
    try expectRoundTrip(MaxPool2D(), input: [4, 5, 2])
    try expectRoundTrip(MaxPool2D(3, strides: 2, padding: .zeros(1)), input: [4, 5, 2])
    try expectRoundTrip(MaxPool2D(2, padding: .same), input: [3, 5, 2])
    try expectRoundTrip(AveragePool2D(2, roundsUp: true), input: [3, 5, 2])
    try expectRoundTrip(
      AveragePool2D(3, strides: 1, padding: .zeros(1), countsPadding: true), input: [3, 5, 2])
  }

  @Test func wholeImages() throws {
    try expectRoundTrip(GlobalAveragePool2D(), input: [3, 5, 2])
    try expectRoundTrip(GlobalMaxPool2D(), input: [3, 5, 2])
    try expectRoundTrip(AdaptiveAveragePool2D(height: 2, width: 3), input: [3, 5, 2])
  }
}
