import Basics
import Tensor

extension Tensor {
  /// While a gradient is recorded, each scalar is set to 0 with probability `rate` and the others are
  /// divided by 1 − `rate`; otherwise the tensor itself.
  ///
  /// Srivastava et al., "Dropout", 2014, in the inverted form of Keras and PyTorch.
  public func droppedOut(rate: Float) -> Tensor {
    require((0..<1).contains(rate), "droppedOut: expected a rate in 0..<1, got \(rate)")
    guard rate > 0, let recording = Recording.current else { return self }
    var random = recording.generator(for: "Dropout")
    let kept = Tensor.uniform(shape, using: &random) .>= Tensor(rate)
    return self * (kept * (1 / (1 - rate)))
  }
}
