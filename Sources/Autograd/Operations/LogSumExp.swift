import Basics
import Kernels
import Tensor

extension Tensor {
  /// log Σ eˣ along the last axis, which disappears; shifted by the maximum so that nothing overflows.
  public func logSumExp() -> Tensor {
    require(rank >= 1 && shape[-1] > 0, "logSumExp: needs a last axis with scalars, got \(shape)")
    // A finite shift, since an infinite one would make NaN of its own difference.
    let greatest = Float.greatestFiniteMagnitude
    let largest = detached.max(axes: [-1], keepingDimensions: true)
      .clipped(to: -greatest...greatest)
    let logarithm = (self - largest).exp().sum(axes: [-1]).log()
    return logarithm + largest.reshaped(to: logarithm.shape)
  }
}
