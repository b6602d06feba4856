import Autograd
import Kernels
import Tensor

extension Tensor {
  /// Whether no scalar is infinite or NaN.
  var isFinite: Bool {
    withUnsafeScalars { scalars in
      scalars.baseAddress.flatMap { firstNotFinite($0, count: scalars.count) } == nil
    }
  }
}

extension ParameterValues {
  /// The path of the first parameter that is infinite or NaN somewhere.
  package var firstNotFinite: String? {
    zip(paths, tensors).first { !$1.isFinite }?.0
  }
}
