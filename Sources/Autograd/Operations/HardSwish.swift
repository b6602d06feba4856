import Kernels
import Tensor

extension Tensor {
  /// x · min(max(x / 6 + 1/2, 0), 1) of each scalar.
  ///
  /// Howard et al., "Searching for MobileNetV3", 2019, section 5.2.
  public func hardSwish() -> Tensor {
    mapped(
      HardSwish(),
      slope: .expression { x, _ in
        let isInside = (x.detached .> Tensor(-3)) * (x.detached .< Tensor(3))
        return isInside * (x / 3 + 0.5) + (x.detached .>= Tensor(3))
      })
  }
}
