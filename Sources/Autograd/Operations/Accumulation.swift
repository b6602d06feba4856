import Basics
import Kernels
import Tensor

extension Tensor {
  /// The sum, written into this tensor's memory if nothing else holds it.
  consuming func adding(_ other: Tensor) -> Tensor {
    let count = count
    require(shape == other.shape, "gradient: shapes \(shape) and \(other.shape) differ")
    mutateScalars { sum in
      withScalars(other) { accumulate($0, into: sum, count: count) }
    }
    return self
  }
}
