import Kernels
import Tensor

extension Tensor {
  /// x where x ≥ 0, `slope` · x below, where the slope is a tensor that is broadcast and has a gradient
  /// of its own; at 0 the gradient of x is the slope, as in PyTorch.
  ///
  /// He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, eq. 1.
  public func prelu(slope: Tensor) -> Tensor {
    let (x, factor) = (detached, slope.detached)
    return Tensor.combine(.leakyReLU, x, factor).derived(from: [self, slope]) { gradient in
      let below = Tensor.combine(.minimum, x, Tensor(0))
      return [
        (gradient * Tensor.combine(.leakyReLUSlope, x, factor)).summed(to: x.shape),
        (gradient * below).summed(to: factor.shape),
      ]
    } recorded: {
      let (x, factor) = ($0.inputs[0], $0.inputs[1])
      let isAbove = x.detached .> Tensor(0)
      let isBelow = 1 - isAbove
      return [
        ($0.gradient * (isAbove + isBelow * factor)).summed(to: x.shape),
        ($0.gradient * (isBelow * x)).summed(to: factor.shape),
      ]
    }
  }
}
