import Autograd
import Tensor

/// Two layers computed as one.
private struct Fusion: Layer {
  let value: @Sendable (Tensor) -> Tensor

  init(_ value: @escaping @Sendable (Tensor) -> Tensor) { self.value = value }

  func callAsFunction(_ input: Tensor) -> Tensor { value(input) }
}

extension [any Layer] {
  /// The layers, with a fused one wherever two that follow each other have one.
  var fused: [any Layer] {
    reduce(into: []) { layers, next in
      if let fusion = layers.last?.fused(with: next) {
        layers[layers.count - 1] = fusion
      } else {
        layers.append(next)
      }
    }
  }
}

extension Conv2D {
  /// With ReLU and the 2×2 `MaxPool2D` after it, all in one pass: what is pooled is never stored.
  public func fused(with next: any Layer) -> (any Layer)? {
    guard activation.isReLU, let pooling = next as? MaxPool2D,
      pooling.window == SlidingWindow(kernel: (2, 2), strides: (2, 2))
    else { return nil }
    return Fusion { convolved($0, then: .reluMaxPool) }
  }
}

extension Activation {
  /// ReLU before a `MaxPool2D` goes after it: the result is the same, and ReLU has less to do.
  public func fused(with next: any Layer) -> (any Layer)? {
    guard isReLU, let pooling = next as? MaxPool2D else { return nil }
    return Fusion { self(pooling($0)) }
  }
}
