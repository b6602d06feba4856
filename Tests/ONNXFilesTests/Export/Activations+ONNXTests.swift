import Layers
import Tensor
import Testing

@Suite struct ActivationsONNXTests {
  @Test(arguments: [
    Activation.linear, .relu, .relu6, .sigmoid, .tanh, .softplus, .softmax, .silu, .gelu, .geluTanh,
    .hardSigmoid, .hardSwish, .elu(alpha: 0.5), .leakyReLU(slope: 0.1),
  ])
  func activations(_ activation: Activation) throws {
    try expectRoundTrip(
      Sequential {
        Conv2D(2, kernel: 1)
        activation
      }, input: [2, 3, 2])
    try expectRoundTrip(Dense(4, activation: activation), input: [3])
  }

  @Test func slopes() throws {
    try expectRoundTrip(
      Sequential {
        Conv2D(2, kernel: 1); PReLU()
      }, input: [2, 3, 2])
    try expectRoundTrip(PReLU(.shared), input: [3])
  }
}
