import Autograd
import Tensor

/// The library whose weights are read or written: how it orders axes and names parameters.
public enum WeightLayout: String, Sendable {
  /// PyTorch, torchvision and timm: filters and channels come first, matrices are transposed, and so are
  /// the inputs of a dense layer after an image that is flattened.
  case pyTorch
  /// Keras and TensorFlow, whose axes are in the order of this package.
  case keras

  /// A tensor of the library in our order of axes; nil if its shape does not fit.
  func ours(_ tensor: Tensor, for place: ParameterPlace) -> Tensor? {
    let tensor = tensor.detached
    guard self == .pyTorch else {
      return tensor.shape.stands(for: place.shape) ? tensor.reshaped(to: place.shape) : nil
    }
    guard tensor.shape.stands(for: theirShape(of: place)) else { return nil }
    let (shape, order) = place.channelsFirst
    let result = tensor.reshaped(to: shape)
    guard let order else { return result.reshaped(to: place.shape) }
    return result.transposed(permutation: order).reshaped(to: place.shape)
  }

  /// One of our tensors in the library's order of axes.
  func theirs(_ tensor: Tensor, of place: ParameterPlace, shape: Shape? = nil) -> Tensor {
    let tensor = tensor.detached
    let shape = shape ?? theirShape(of: place)
    guard self == .pyTorch, let order = place.channelsFirst.order else {
      return tensor.reshaped(to: shape)
    }
    // The shape that the permutation led to, and the permutation back.
    let theirs = place.channelsFirst.shape
    let permuted = Shape(order.map { theirs[$0] })
    let back = order.indices.map { axis in order.firstIndex(of: axis)! }
    return tensor.reshaped(to: permuted).transposed(permutation: back).reshaped(to: shape)
  }

  /// The shape that a parameter has in the library.
  func theirShape(of place: ParameterPlace) -> Shape {
    let shape = place.shape
    guard self == .pyTorch else { return shape }
    switch place.axes {
    case .matrix where shape.rank == 2: return [shape[1], shape[0]]
    case .kernel where shape.rank == 4, .transposedKernel where shape.rank == 4:
      return [shape[3], shape[2], shape[0], shape[1]]
    case .depthwiseKernel where shape.rank == 4:
      return [shape[2] * shape[3], 1, shape[0], shape[1]]
    default: return shape
    }
  }
}

extension ParameterPlace {
  /// The axes, channels first, that PyTorch's tensor has or stands for, and the permutation that
  /// brings them into our order; nil if that is the same.
  fileprivate var channelsFirst: (shape: Shape, order: [Int]?) {
    switch axes {
    case .matrix where shape.rank == 2:
      guard let image = flattened else { return ([shape[1], shape[0]], [1, 0]) }
      return ([shape[1], image.channels, image.positions], [2, 1, 0])
    case .kernel where shape.rank == 4, .transposedKernel where shape.rank == 4:
      return ([shape[3], shape[2], shape[0], shape[1]], [2, 3, 1, 0])
    case .depthwiseKernel where shape.rank == 4:
      return ([shape[2], shape[3], shape[0], shape[1]], [2, 3, 0, 1])
    default:
      guard let image = flattened else { return (shape, nil) }
      return ([image.channels, image.positions], [1, 0])
    }
  }
}

extension Shape {
  /// Whether it is the other shape, or has axes of length 1 more or fewer: a 1×1 kernel is a matrix, and
  /// `[1, 1, n]` a vector. A kernel of 1×3 is none of 3×1.
  fileprivate func stands(for other: Shape) -> Bool {
    if self == other { return true }
    func essential(_ shape: Shape) -> [Int] { shape.dimensions.filter { $0 != 1 } }
    return rank != other.rank && essential(self) == essential(other)
  }
}
