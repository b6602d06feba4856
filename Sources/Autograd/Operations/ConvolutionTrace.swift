import Basics
import Kernels

/// Collects how convolutions are computed while a model is called, for its plan.
package final class ConvolutionTrace: Sendable {
  /// The trace being made, if one is.
  @TaskLocal package static var current: ConvolutionTrace?

  private let convolutions = Lock<[[Convolution]]>([])

  package init() {}

  /// Convolutions that are one pass over memory.
  func add(_ chain: [Convolution]) { convolutions.withLock { $0.append(chain) } }

  /// What was added since the last time.
  package func take() -> [[Convolution]] {
    convolutions.withLock { convolutions in
      defer { convolutions = [] }
      return convolutions
    }
  }
}
