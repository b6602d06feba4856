import Kernels
import Lanes
import Tensor

extension Tensor {
  /// A differentiable function of each scalar.
  ///
  /// - Parameters:
  ///   - name: What the operation is called in messages; default the function that calls this one.
  ///   - slope: The function's slope as an expression, for second derivatives.
  func mapped<Function: ElementwiseFunction>(
    _ function: Function, named name: String = #function, slope: SlopeExpression
  ) -> Tensor {
    let count = count
    let result = Tensor(shape) { target in
      withScalars(self) { function.map($0, into: target, count: count) }
    }
    guard isTracked else { return result }
    let operand = Function.slopeTakes == .input ? detached : result
    return result.derived(from: self, named: name) { gradient in
      gradient.times(slopeOf: function, at: operand)
    } recorded: {
      switch slope {
      case .constant:
        let operand = Function.slopeTakes == .input ? $0.inputs[0] : $0.output
        return $0.gradient.timesConstant(slopeOf: function, at: operand.detached)
      case .expression(let slope): return $0.gradient * slope($0.inputs[0], $0.output)
      }
    }
  }

  /// Each scalar times the slope of a function, without history.
  func times(slopeOf function: some ElementwiseFunction, at operand: Tensor) -> Tensor {
    let count = operand.count
    return Tensor(operand.shape) { target in
      withScalars(self, operand) { gradient, operand in
        function.pullBack(gradient, operand: operand, into: target, count: count)
      }
    }
  }

  /// Each scalar times the slope of a function that is linear around every point but its kinks.
  func timesConstant(slopeOf function: some ElementwiseFunction, at operand: Tensor) -> Tensor {
    times(slopeOf: function, at: operand).derived(linearlyFrom: self) {
      $0.timesConstant(slopeOf: function, at: operand)
    }
  }
}

/// The slope of a function of a scalar, where a gradient is taken of it.
enum SlopeExpression: Sendable {
  /// The same on both sides of every point but the kinks.
  case constant
  /// Made of operations on the function's input and output.
  case expression(@Sendable (_ x: Tensor, _ y: Tensor) -> Tensor)
}
