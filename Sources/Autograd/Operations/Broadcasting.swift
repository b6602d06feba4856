import Basics
import Kernels
import Tensor

extension Tensor {
  /// The tensor repeated along axes of size 1, and along new first axes, to fill `target`.
  public func broadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    let source = shape
    // −0, since 0 would take the sign of a −0.
    let result = Tensor.combine(.add, detached, .full(target, -0.0))
    require(result.shape == target, "broadcast: shape \(shape) does not fill \(target)")
    return result.derived(linearlyFrom: self) { $0.summed(to: source) }
  }

  /// A function of two scalars at each place, broadcast, without history.
  static func combine(_ operation: Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
    guard let broadcast = Broadcast(a.shape.dimensions, b.shape.dimensions) else {
      fatalError("Tensor: shapes \(a.shape) and \(b.shape) cannot be broadcast together")
    }
    return Tensor(broadcastShape(a.shape, b.shape)) { result in
      withScalars(a, b) { broadcast.apply(operation, $0, $1, into: result) }
    }
  }

  private static func broadcastShape(_ a: Shape, _ b: Shape) -> Shape {
    let rank = Swift.max(a.rank, b.rank)
    let padded = [a, b].map { Array(repeating: 1, count: rank - $0.rank) + $0.dimensions }
    return Shape(zip(padded[0], padded[1]).map { $0 == 1 ? $1 : $0 })
  }

  /// The gradient of a broadcast operand: summed over the axes along which it was repeated.
  func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    let missing = rank - target.rank
    let repeated = (0..<rank).filter { axis in
      axis < missing || (target[axis - missing] == 1 && shape[axis] != 1)
    }
    return sum(axes: repeated).reshaped(to: target)
  }
}
