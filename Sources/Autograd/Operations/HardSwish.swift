import Kernels
import Tensor

extension Tensor {
  /// x · min(max(x / 6 + 1/2, 0), 1) of each scalar.
  ///
  /// Howard et al., "Searching for MobileNetV3", 2019, section 5.2.
  public func hardSwish() -> Tensor { mapped(HardSwish()) }
}
