import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct FusionTests {
  private func expectSame(
    _ layers: [any Layer], tracked: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var random = SeededGenerator(seed: 1)
    var together = Sequential(layers)
    try together.build(for: [9, 9, 3])
    var image = Tensor.normal([2, 9, 9, 3], using: &random)
    if !tracked { image[scalarAt: 0, 0, 0, 0] = .nan }
    let seed = Tensor.normal(together(image).shape, using: &random)
    let bits = { (tensor: Tensor) in tensor.scalars.map(\.bitPattern) }
    let apart = { (model: Sequential, image: Tensor) in model.layers.reduce(image) { $1($0) } }
    #expect(
      bits(together(image)) == bits(apart(together, image)), sourceLocation: sourceLocation)
    let (model, input) = (together, image)
    let found = gradient(at: [input]) { (model($0[0]) * seed).sum() }[0]
    let expected = gradient(at: [input]) { (apart(model, $0[0]) * seed).sum() }[0]
    #expect(bits(found) == bits(expected), sourceLocation: sourceLocation)
    let fused = gradient(of: &together) { ($0(input) * seed).sum() }.gradients
    let plain = gradient(of: &together) { (apart($0, input) * seed).sum() }.gradients
    // One pass over memory sums the gradient of a bias in another order.
    for (a, b) in zip(fused.values, plain.values) {
      expectClose(a ?? 0, b ?? 0, tolerance: 1e-6, sourceLocation: sourceLocation)
    }
  }

  @Test func aConvolutionWithReLUAndPoolingIsOne() throws {
    let convolution = Conv2D(4, kernel: 3, activation: .relu)
    #expect(convolution.fused(with: MaxPool2D()) != nil)
    #expect(convolution.fused(with: MaxPool2D(3)) == nil)
    #expect(convolution.fused(with: Flatten()) == nil)
    #expect(Conv2D(4, kernel: 3).fused(with: MaxPool2D()) == nil)
    try expectSame([convolution, MaxPool2D()], tracked: true)
    try expectSame([convolution, MaxPool2D(3), Flatten(), Dense(2)], tracked: true)
    let others = [
      Conv2D(6, kernel: 3, padding: .zeros(1), groups: 3, activation: .relu),
      Conv2D(4, kernel: 3, padding: .zeros(1), dilation: 2, activation: .relu),
    ]
    for convolution in others { try expectSame([convolution, MaxPool2D()], tracked: true) }
  }

  @Test func reluGoesAfterThePooling() throws {
    #expect(Activation.relu.fused(with: MaxPool2D(3)) != nil)
    #expect(Activation.tanh.fused(with: MaxPool2D()) == nil)
    #expect(Activation.relu.fused(with: Flatten()) == nil)
    for pooling in [MaxPool2D(), MaxPool2D(3, strides: 2, padding: .same)] {
      try expectSame([Activation.relu, pooling], tracked: false)
      try expectSame([Conv2D(2, kernel: 2), Activation.relu, pooling], tracked: true)
    }
  }

  /// Adds 1; two in a row add 2 at once.
  struct Adder: Layer {
    var amount: Float = 1
    func callAsFunction(_ input: Tensor) -> Tensor { input + amount }
    func fused(with next: any Layer) -> (any Layer)? {
      (next as? Adder).map { Adder(amount: amount + $0.amount) }
    }
  }

  @Test func layersOfYourOwnTakePart() {
    let model = Sequential {
      Adder(); Adder(); Flatten(); Adder()
    }
    #expect(model(Tensor([[1]])) == Tensor([[4]]))
  }
}
