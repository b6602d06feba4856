import Basics
import Kernels
import Tensor

extension Tensor {
  /// The tensors laid one after another along `axis` (default: the batch axis); their other axes
  /// must agree.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first else { fatalError("concatenated: no tensors") }
    let axis = first.shape.resolved(axis)
    var dimensions = first.shape.dimensions
    for tensor in tensors {
      var other = tensor.shape.dimensions
      if other.indices.contains(axis) { other[axis] = dimensions[axis] }
      require(
        other == dimensions,
        "concatenated: shapes \(tensors.map(\.shape)) differ beyond axis \(axis)")
    }
    let sizes = tensors.map { $0.shape[axis] }
    dimensions[axis] = sizes.reduce(0, +)
    let outer = dimensions[..<axis].reduce(1, *)
    let inner = dimensions[(axis + 1)...].reduce(1, *)
    let stride = dimensions[axis] * inner
    let result = Tensor(Shape(dimensions)) { target in
      var offset = 0
      for (tensor, size) in zip(tensors, sizes) {
        withScalars(tensor) {
          copyRows(
            $0, stride: size * inner, into: target + offset, stride: stride, rows: outer,
            width: size * inner)
        }
        offset += size * inner
      }
    }
    return result.derived(linearlyFrom: tensors) { gradient in
      var start = 0
      return sizes.map { size in
        defer { start += size }
        return gradient.slice(start..<start + size, axis: axis)
      }
    }
  }

  /// Tensors of one shape, along a new axis (default: a new batch axis).
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    concatenated(tensors.map { $0.expandingDimension(at: axis) }, axis: axis)
  }
}
