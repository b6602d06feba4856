import Kernels
import Tensor

extension Tensor {
  /// The position of the first scalar that is infinite or NaN.
  package var firstNotFinite: Int? {
    withScalars(self) { Kernels.firstNotFinite($0, count: count) }
  }

  /// Whether no scalar is infinite or NaN.
  package var isFinite: Bool { firstNotFinite == nil }
}

extension ParameterValues {
  /// The path of the first parameter that is infinite or NaN somewhere.
  package var firstNotFinite: String? {
    zip(paths, tensors).first { !$1.isFinite }?.0
  }
}
