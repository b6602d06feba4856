import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

/// Values by ONNX's own node tests are judged by `ONNXComparison nodes` in Benchmarks.
@Suite struct ActivationsTests {
  private let input = TestInput.floats(Tensor([[-2, 0, 3]]))

  @Test func activations() throws {
    let cases: [(String, [String: ONNXAttribute], [Float])] = [
      ("Relu", [:], [0, 0, 3]), ("LeakyRelu", ["alpha": .float(0.1)], [-0.2, 0, 3]),
      ("Elu", ["alpha": .float(2)], [-1.729_329_4, 0, 3]),
      ("HardSigmoid", [:], [0.1, 0.5, 1]), ("HardSwish", [:], [-1 / 3, 0, 3]),
      ("Selu", [:], [-1.520_166_9, 0, 3.152_103]), ("Celu", [:], [-0.864_664_7, 0, 3]),
      ("ThresholdedRelu", [:], [0, 0, 3]), ("Softsign", [:], [-2.0 / 3, 0, 0.75]),
      ("Softplus", [:], [0.126_928, 0.693_147_2, 3.048_587_3]),
      ("Gelu", [:], [-0.045_500_26, 0, 2.995_950_3]),
      ("Swish", [:], [-0.238_405_84, 0, 2.857_722_4]),
      ("Mish", [:], [-0.252_501_5, 0, 2.986_535]),
    ]
    for (type, attributes, expected) in cases {
      expectClose(try output(of: type, [input], attributes), Tensor([expected]), type)
    }
  }

  @Test func bounds() throws {
    #expect(
      try output(of: "Clip", [input, .floats(Tensor(-1)), .floats(Tensor(1))])
        == Tensor([[-1, 0, 1]]))
    #expect(try output(of: "Clip", [input, .missing, .floats(Tensor(1))]) == Tensor([[-2, 0, 1]]))
    #expect(
      try output(of: "Clip", [input], ["min": .float(0), "max": .float(6)], version: 10)
        == Tensor([[0, 0, 3]]))
  }

  @Test func softmaxAlongAnyAxis() throws {
    let large = TestInput.floats(Tensor([[10_000, 10_001], [10_000, 10_000]]))
    expectClose(
      try output(of: "Softmax", [large]), Tensor([[0.268_941_4, 0.731_058_6], [0.5, 0.5]]))
    expectClose(
      try output(of: "Softmax", [large], ["axis": .int(0)]),
      Tensor([[0.5, 0.731_058_6], [0.5, 0.268_941_4]]))
    // Before version 13 over all axes from one on.
    let cube = TestInput.floats(.zeros([2, 2, 2]))
    #expect(
      try output(of: "Softmax", [cube], ["axis": .int(1)], version: 11) == .full([2, 2, 2], 0.25))
  }

  @Test func slopesOfChannels() throws {
    let images = TestInput.floats(Tensor([-1, -2, 3, -4], shape: [1, 2, 1, 2]))
    #expect(
      try output(of: "PRelu", [images, .floats([0.5, 0.25], [2, 1, 1])])
        == Tensor([-0.5, -1, 3, -1], shape: [1, 2, 1, 2]))
  }
}
