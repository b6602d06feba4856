import Basics
import Kernels
import Tensor

extension Tensor {
  /// log softmax along the last axis: x − log Σ eˣ, shifted by the maximum so that nothing
  /// overflows.
  public func logSoftmax() -> Tensor {
    require(rank >= 1 && shape[-1] > 0, "logSoftmax: needs a last axis with scalars, got \(shape)")
    let columns = shape[-1]
    let rows = count / columns
    let result = Tensor(shape) { result in
      withScalars(self) { Kernels.logSoftmax($0, rows: rows, columns: columns, into: result) }
    }
    return result.derived(from: self) { gradient in
      Tensor(result.shape) { target in
        withScalars(result, gradient) { y, g in
          logSoftmaxGradient(y, gradient: g, rows: rows, columns: columns, into: target)
        }
      }
    } recorded: {
      $0.gradient - $0.output.exp() * $0.gradient.sum(axes: [-1], keepingDimensions: true)
    }
  }

  /// softmax along the last axis: positive scalars that sum to 1.
  public func softmax() -> Tensor { logSoftmax().exp() }
}
