import Basics
import Kernels
import Tensor

extension Tensor {
  /// The elements of the batch in `range`: `[count, …]` becomes `[range.count, …]`.
  public subscript(range: Range<Int>) -> Tensor { slice(range) }

  /// One element of the batch: `[count, …]` becomes `[…]`.
  public subscript(index: Int) -> Tensor {
    slice(index..<index + 1).reshaped(to: shape.droppingFirst)
  }

  /// The part of the tensor whose position along `axis` (default: the batch axis) is in `range`.
  public func slice(_ range: Range<Int>, axis: Int = 0) -> Tensor {
    let axis = shape.resolved(axis)
    var dimensions = shape.dimensions
    let size = dimensions[axis]
    require(
      range.lowerBound >= 0 && range.upperBound <= size,
      "slice: \(range) is not within axis \(axis) of shape \(shape)")
    let outer = dimensions[..<axis].reduce(1, *)
    let inner = dimensions[(axis + 1)...].reduce(1, *)
    dimensions[axis] = range.count
    let offset = range.lowerBound * inner
    let width = range.count * inner
    let source = shape
    let target = Shape(dimensions)
    return mapped { whole in
      Tensor(target) { part in
        withScalars(whole) {
          copyRows(
            $0 + offset, stride: size * inner, into: part, stride: width, rows: outer,
            width: width)
        }
      }
    } adjoint: { gradient in
      var whole = Tensor.zeros(source)
      whole.mutateScalars { target in
        withScalars(gradient) {
          copyRows(
            $0, stride: width, into: target + offset, stride: size * inner, rows: outer,
            width: width)
        }
      }
      return whole
    }
  }
}
