import Kernels
import Tensor

extension Tensor {
  /// The larger of the two scalars at each place, broadcast; if they are equal, `a` gets the
  /// gradient.
  public static func maximum(_ a: Tensor, _ b: Tensor) -> Tensor {
    extremum(.maximum, a, b, firstWins: .greaterOrEqual)
  }

  /// The smaller of the two scalars at each place, broadcast; if they are equal, `a` gets the
  /// gradient.
  public static func minimum(_ a: Tensor, _ b: Tensor) -> Tensor {
    extremum(.minimum, a, b, firstWins: .lessOrEqual)
  }

  private static func extremum(
    _ operation: Binary, _ a: Tensor, _ b: Tensor, firstWins: Binary
  ) -> Tensor {
    let (x, y) = (a.detached, b.detached)
    return combine(operation, a, b).derived(linearlyFrom: [a, b]) { gradient in
      let first = gradient * combine(firstWins, x, y)
      return [first.summed(to: x.shape), (gradient - first).summed(to: y.shape)]
    }
  }
}
