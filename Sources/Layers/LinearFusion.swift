import Autograd
import Kernels
import Tensor

/// A convolution or a product of matrices and what follows it, computed while its result is in cache.
struct LinearFusion: Layer {
  /// What it gives for an input, times a scale if there is one, plus a bias, and then the epilogue.
  typealias Function =
    @Sendable (
      _ input: Tensor, _ scale: Tensor?, _ bias: Tensor?, _ epilogue: ConvolutionEpilogue
    ) -> Tensor

  private let function: Function
  private let bias: Parameter?
  private let pools: Bool
  private var normalization: BatchNorm?
  private var epilogue: ConvolutionEpilogue

  /// A layer by itself; nil if its own activation is none that can be part of it.
  ///
  /// - Parameters:
  ///   - pools: Whether the function can end with 2×2 max pooling.
  ///   - function: Is given the bias, or what a scale makes of it.
  init?(
    bias: Parameter?, activation: Activation, pools: Bool = true, _ function: @escaping Function
  ) {
    guard let epilogue = activation.epilogue else { return nil }
    self.function = function
    self.bias = bias
    self.pools = pools
    self.epilogue = epilogue
  }

  func callAsFunction(_ input: Tensor) -> Tensor {
    guard let normalization else { return function(input, nil, bias?.value, epilogue) }
    let (scale, shift) = normalization.fixedTerms
    return function(input, scale, bias.map { $0.value * scale + shift } ?? shift, epilogue)
  }

  /// Takes a batch norm that uses its running statistics, ReLU and 2×2 max pooling, in this order, or
  /// leaky ReLU.
  func fused(with next: any Layer) -> (any Layer)? {
    var fusion = self
    switch next {
    case let next as BatchNorm where epilogue == .bias && normalization == nil && next.isFixed:
      fusion.normalization = next
    case let next as Activation where epilogue == .bias:
      guard let activated = next.epilogue else { return nil }
      fusion.epilogue = activated
    case let next as MaxPool2D where epilogue == .relu && pools && next.isHalving:
      fusion.epilogue = .reluMaxPool
    default: return nil
    }
    return fusion
  }
}

extension Conv2D {
  /// With a ``BatchNorm`` that uses its running statistics, ReLU and the 2×2 ``MaxPool2D`` after it, or
  /// some of these, all in one pass: what is normalized, rectified or pooled is never stored.
  public func fused(with next: any Layer) -> (any Layer)? {
    LinearFusion(bias: bias, activation: activation) {
      convolved($0, scale: $1, bias: $2, then: $3)
    }?.fused(with: next)
  }
}

extension DepthwiseConv2D {
  /// As ``Conv2D/fused(with:)``.
  public func fused(with next: any Layer) -> (any Layer)? {
    LinearFusion(bias: bias, activation: activation) {
      convolved($0, scale: $1, bias: $2, then: $3)
    }?.fused(with: next)
  }
}

extension Dense {
  /// With a ``BatchNorm`` that uses its running statistics, ReLU, or both after it: bias, scale and ReLU
  /// are one pass over the product.
  public func fused(with next: any Layer) -> (any Layer)? {
    LinearFusion(bias: bias, activation: activation, pools: false) {
      multiplied($0, scale: $1, bias: $2, then: $3)
    }?.fused(with: next)
  }
}
