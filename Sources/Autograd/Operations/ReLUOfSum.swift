import Basics
import Kernels
import Lanes
import Tensor

extension Tensor {
  /// max(x + y, 0) at each place, broadcast: a sum and `relu()` in one pass over memory, as at the end
  /// of a residual block.
  public func relu(adding other: Tensor) -> Tensor {
    adding(other, .addThenReLU, ReLU())
  }

  /// The sum x + y, broadcast, where it is 0 or more, and `slope` times the sum below: a sum and
  /// `leakyReLU(slope:)` in one pass over memory that keeps no more than its result.
  ///
  /// - Parameters:
  ///   - other: y.
  ///   - slope: Not negative; default 0.01.
  public func leakyReLU(adding other: Tensor, slope: Float = 0.01) -> Tensor {
    require(slope >= 0, "leakyReLU(adding:): expected a slope of at least 0, got \(slope)")
    return adding(other, .addThenLeakyReLU(slope: slope), LeakyReLU(slope: slope))
  }

  /// A function of the sum whose slope has to do with the sign of its value alone.
  private func adding(
    _ other: Tensor, _ operation: Binary, _ function: some ElementwiseFunction
  ) -> Tensor {
    if Recording.keepsOperands { return (self + other).mapped(function, slope: .constant) }
    let (x, y) = (shape, other.shape)
    let result = Tensor.combine(operation, detached, other.detached)
    let count = result.count
    return result.derived(from: [self, other]) { gradient in
      let passed = Tensor(gradient.shape) { target in
        withScalars(gradient, result) { gradient, result in
          function.pullBack(gradient, operand: result, into: target, count: count)
        }
      }
      return [passed.summed(to: x), passed.summed(to: y)]
    }
  }
}
