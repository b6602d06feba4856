import Autograd
import Kernels
import Tensor

/// Two layers computed as one.
struct Fusion: Layer {
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

  /// The last layer's output; layers that can be computed as one are.
  func callAsFunction(_ input: Tensor) -> Tensor {
    guard let trace = PlanTrace.current else { return fused.reduce(input) { $1($0) } }
    return groups.reduce(input) { trace.call($1.layer, for: $1.names, with: $0) }
  }

  /// As `fused`, with the names of the layers that each stands for.
  private var groups: [(layer: any Layer, names: [String])] {
    reduce(into: []) { groups, next in
      let name = (next as? Activation)?.name ?? "\(type(of: next))"
      if let last = groups.last, let fusion = last.layer.fused(with: next) {
        groups[groups.count - 1] = (fusion, last.names + [name])
      } else {
        groups.append((next, [name]))
      }
    }
  }
}

extension Activation {
  /// ReLU before a `MaxPool2D` goes after it: the result is the same, and ReLU has less to do.
  public func fused(with next: any Layer) -> (any Layer)? {
    guard isReLU, let pooling = next as? MaxPool2D else { return nil }
    return Fusion { self(pooling($0)) }
  }
}

extension BatchNorm {
  /// With ReLU and the 2×2 ``MaxPool2D`` after it, or with ReLU6 or leaky ReLU, in one pass: what is normalized is
  /// never stored.
  public func fused(with next: any Layer) -> (any Layer)? {
    guard let activation = next as? Activation, let epilogue = activation.epilogue else {
      return nil
    }
    return RectifiedNorm(normalization: self, epilogue: epilogue)
  }
}

/// Batch norm with ReLU, ReLU6 or leaky ReLU.
private struct RectifiedNorm: Layer {
  let normalization: BatchNorm
  let epilogue: ConvolutionEpilogue

  func callAsFunction(_ input: Tensor) -> Tensor { normalization.normalized(input, then: epilogue) }

  func fused(with next: any Layer) -> (any Layer)? {
    guard epilogue == .relu, let pooling = next as? MaxPool2D, pooling.isHalving else { return nil }
    return Fusion { normalization.normalized($0, then: .reluMaxPool) }
  }
}
