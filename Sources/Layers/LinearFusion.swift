import Autograd
import Kernels
import Tensor

/// A convolution or a product of matrices and what follows it, computed while its result is in cache; at
/// inference convolutions before it, too.
struct LinearFusion: Layer {
  /// What comes before the bias.
  enum Operation: Sendable {
    case convolution(any Convolving)
    case product(Dense)
  }

  private let operation: Operation
  private let bias: Parameter?
  private var normalization: BatchNorm?
  private var epilogue: ConvolutionEpilogue
  private var earlier: [ConvolutionStep] = []

  /// A layer by itself; nil if its own activation is none that can be part of it.
  init?(_ operation: Operation, bias: Parameter?, activation: Activation) {
    guard let epilogue = activation.epilogue else { return nil }
    self.operation = operation
    self.bias = bias
    self.epilogue = epilogue
  }

  func callAsFunction(_ input: Tensor) -> Tensor {
    guard case .product(let dense) = operation else { return input.convolved(by: steps) }
    let (scale, bias) = terms
    return dense.multiplied(input, scale: scale, bias: bias, then: epilogue)
  }

  /// What the result is multiplied by and what is added then.
  private var terms: (scale: Tensor?, bias: Tensor?) {
    guard let (scale, shift) = normalization?.fixedTerms else { return (nil, bias?.value) }
    return (scale, bias.map { $0.value * scale + shift } ?? shift)
  }

  /// The convolutions one after another; none if it is a product.
  private var steps: [ConvolutionStep] {
    guard case .convolution(let convolution) = operation else { return [] }
    let (scale, bias) = terms
    return earlier + [convolution.step(scale: scale, bias: bias, then: epilogue)]
  }

  /// Takes a batch norm that uses its running statistics, ReLU and 2×2 max pooling, in this order, or
  /// another of the activations with an epilogue; then, where no gradient is recorded, a convolution.
  func fused(with next: any Layer) -> (any Layer)? {
    var fusion = self
    switch next {
    case let next as BatchNorm where epilogue == .bias && normalization == nil && next.isFixed:
      fusion.normalization = next
    case let next as Activation where epilogue == .bias:
      guard let activated = next.epilogue else { return nil }
      fusion.epilogue = activated
    case let next as MaxPool2D where epilogue == .relu && isConvolution && next.isHalving:
      fusion.epilogue = .reluMaxPool
    case let next as any Convolving where isConvolution && Recording.current == nil:
      guard let following = next.fusion else { return nil }
      fusion = following
      fusion.earlier = steps
    default: return nil
    }
    return fusion
  }

  private var isConvolution: Bool {
    if case .convolution = operation { true } else { false }
  }
}

/// A convolution that what follows it can be a part of.
protocol Convolving: Layer {
  var bias: Parameter? { get }
  var activation: Activation { get }

  /// The convolution with this scale and bias, and this epilogue.
  func step(scale: Tensor?, bias: Tensor?, then epilogue: ConvolutionEpilogue) -> ConvolutionStep
}

extension Convolving {
  /// The layer by itself; nil if its activation cannot be part of it.
  fileprivate var fusion: LinearFusion? {
    LinearFusion(.convolution(self), bias: bias, activation: activation)
  }

  /// The output, with the activation.
  func convolved(_ input: Tensor) -> Tensor {
    let epilogue = activation.epilogue
    let result = input.convolved(
      by: [step(scale: nil, bias: bias?.value, then: epilogue ?? .bias)])
    return epilogue == nil ? activation(result) : result
  }
}

extension Conv2D: Convolving {
  func step(
    scale: Tensor?, bias: Tensor?, then epilogue: ConvolutionEpilogue
  ) -> ConvolutionStep {
    ConvolutionStep(
      weight: weight.value, scale: scale, bias: bias, window: window, groups: groups,
      epilogue: epilogue)
  }

  /// With a ``BatchNorm`` that uses its running statistics, ReLU and the 2×2 ``MaxPool2D`` after it, or
  /// some of these, all in one pass: what is normalized, rectified or pooled is never stored. ReLU6 may
  /// stand for ReLU where nothing pools. Where no gradient is recorded, 1×1 convolutions, strided and
  /// depthwise ones in a row are one pass, too.
  public func fused(with next: any Layer) -> (any Layer)? { fusion?.fused(with: next) }
}

extension DepthwiseConv2D: Convolving {
  func step(
    scale: Tensor?, bias: Tensor?, then epilogue: ConvolutionEpilogue
  ) -> ConvolutionStep {
    let filters = weight.value
    return ConvolutionStep(
      weight: filters.asGroups, scale: scale, bias: bias, window: window,
      groups: filters.shape[2], epilogue: epilogue)
  }

  /// As ``Conv2D/fused(with:)``.
  public func fused(with next: any Layer) -> (any Layer)? { fusion?.fused(with: next) }
}

extension Dense {
  /// With a ``BatchNorm`` that uses its running statistics, ReLU, or both after it: bias, scale and ReLU
  /// are one pass over the product.
  public func fused(with next: any Layer) -> (any Layer)? {
    LinearFusion(.product(self), bias: bias, activation: activation)?.fused(with: next)
  }
}
