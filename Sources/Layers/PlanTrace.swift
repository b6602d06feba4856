import Autograd
import Basics
import Kernels
import Tensor

/// Collects the steps of a plan while a model is called.
final class PlanTrace: Sendable {
  /// The plan being made, if one is.
  @TaskLocal static var current: PlanTrace?

  let convolutions = ConvolutionTrace()
  private let state = Lock<[Plan.Step]>([])

  var steps: [Plan.Step] { state.withLock { $0 } }

  /// The output of layers that are computed as one; a single layer that is made of others, which have
  /// steps of their own, has none.
  func call(_ layer: any Layer, for names: [String], with input: Tensor) -> Tensor {
    let before = steps.count
    let output = layer(input)
    let own = convolutions.take()
    if names.count > 1 || !own.isEmpty || steps.count == before {
      let step = Plan.Step(
        layers: names, output: output.shape.droppingFirst,
        convolutions: own.flatMap { chain in
          chain.map { "\($0)" + (chain.count > 1 ? ", in a chain" : "") }
        })
      state.withLock { $0.append(step) }
    }
    return output
  }
}

extension Convolution: CustomStringConvertible {
  /// The kernel, the channels and how it is computed.
  public var description: String {
    let way =
      switch algorithm {
      case .unfolded: "unfolded"
      case .depthwise: "depthwise"
      case .bilinear(let tile): "Fourier, tiles of \(tile)×\(tile)"
      case .toomCook(let tile): "Toom–Cook, tiles of \(tile)×\(tile)"
      }
    let kernel = "\(window.kernel.height)×\(window.kernel.width)"
    let size = "\(kernel), \(window.images.channels) → \(filters)"
    return groups > 1 && algorithm != .depthwise
      ? "\(size) in \(groups) groups, \(way)" : "\(size), \(way)"
  }
}
