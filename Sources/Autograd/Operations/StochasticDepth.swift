import Basics
import Tensor

extension Tensor {
  /// While a gradient is recorded, each sample of the batch is set to 0 as a whole with probability
  /// `rate` and the others are divided by 1 − `rate`; otherwise the tensor itself.
  ///
  /// Huang, Sun, Liu, Sedra and Weinberger, "Deep networks with stochastic depth", 2016, eq. 2, in the
  /// inverted form of torchvision's mode `row`.
  public func droppedSamples(rate: Float) -> Tensor {
    require((0..<1).contains(rate), "droppedSamples: expected a rate in 0..<1, got \(rate)")
    require(rank >= 1, "droppedSamples: a scalar has no batch axis")
    guard rate > 0, let recording = Recording.current else { return self }
    var random = recording.generator(for: "StochasticDepth")
    let each = Shape([shape[0]] + Array(repeating: 1, count: rank - 1))
    let kept = Tensor.uniform(each, using: &random) .>= Tensor(rate)
    return self * (kept * (1 / (1 - rate)))
  }
}
