import Autograd
import Tensor

extension Arranged {
  /// Tensors brought to one rank and one order, that of the largest, so that they can be broadcast.
  static func aligned(_ values: [Arranged]) throws -> (tensors: [Tensor], order: [Int]) {
    let rank = values.map(\.rank).max() ?? 0
    let padded = values.map { $0.padded(to: rank) }
    _ = try padded.dropFirst().reduce(padded[0].shape) { shape, value in
      try Dimensions.broadcast(shape, value.shape)
    }
    // The first of equal ones, so that it does not depend on anything else.
    let largest = padded.indices.max {
      (values[$0].rank, padded[$0].tensor.count, -$0)
        < (values[$1].rank, padded[$1].tensor.count, -$1)
    }
    let order = padded[largest!].order
    return (padded.map { $0.arranged(order) }, order)
  }

  /// A function of two tensors, broadcast.
  static func combined(
    _ a: Arranged, _ b: Arranged, _ function: (Tensor, Tensor) -> Tensor
  ) throws -> Arranged {
    let (tensors, order) = try aligned([a, b])
    return Arranged(function(tensors[0], tensors[1]), order: order)
  }

  /// The tensor repeated to a shape.
  func broadcast(to target: [Int]) throws -> Arranged {
    let shape = try Dimensions.broadcast(shape, target)
    let padded = padded(to: shape.count)
    return padded.with(
      padded.tensor.broadcast(to: Shape(padded.order.map { shape[$0] })))
  }
}
