import Autograd
import Kernels
import Tensor

/// Which samples of a batch normalization by batch statistics looks at, where it is not all of them.
package enum BatchStatistics {
  /// How many samples at the beginning of a batch give the statistics of all while a gradient is recorded; nil
  /// for every one. Running statistics stay as they are then.
  @TaskLocal package static var rows: Int?
}

extension BatchNorm {
  /// The batch normalized by the mean and variance of its first rows, and what the epilogue makes of it.
  func normalized(
    _ input: Tensor, byFirst rows: Int, then epilogue: ConvolutionEpilogue
  ) -> Tensor {
    let axes = Array(0..<input.rank - 1)
    let part = input[0..<rows]
    requireVariance(of: part)
    let mean = part.mean(axes: axes)
    let variance = (part - mean).square().mean(axes: axes)
    return input.normalized(
      mean: mean, variance: variance, scale: scale.value, shift: shift.value, epsilon: epsilon
    ).finished(by: epilogue)
  }
}
