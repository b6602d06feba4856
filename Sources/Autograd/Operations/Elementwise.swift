import Kernels
import Lanes
import Tensor

extension Tensor {
  /// A differentiable function of each scalar.
  func mapped<Function: ElementwiseFunction>(_ function: Function) -> Tensor {
    let count = count
    let result = Tensor(shape) { target in
      withScalars(self) { function.map($0, into: target, count: count) }
    }
    guard isTracked else { return result }
    let operand = Function.slopeTakes == .input ? detached : result
    return result.derived(from: self) { gradient in
      Tensor(operand.shape) { target in
        withScalars(gradient, operand) { gradient, operand in
          function.pullBack(gradient, operand: operand, into: target, count: count)
        }
      }
    }
  }
}
