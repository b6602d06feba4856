import Basics
import Kernels
import Tensor

extension Tensor {
  /// 2×2 max pooling of the sum of two batches of images of one shape, in one pass over memory in which
  /// the sum is not stored.
  ///
  /// - Returns: `[count, height / 2, width / 2, channels]`; a last odd row or column is left out.
  package func maxPooled(adding other: Tensor) -> Tensor {
    require(
      rank == 4 && shape == other.shape,
      "maxPooled(adding:): expected images of one shape, got \(shape) and \(other.shape)")
    if Recording.keepsOperands {
      return (self + other).maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2)))
    }
    let images = ImageBatch(count: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let operation = PooledSum(images: images)
    let size = shape
    var memory = ConvolutionMemory()
    let result = Tensor([shape[0], shape[1] / 2, shape[2] / 2, shape[3]]) { target in
      memory = withScalars(detached, other.detached) {
        operation.forward($0, $1, output: target, keeping: isTracked || other.isTracked)
      }
    }
    let kept = memory
    return result.derived(from: [self, other]) { gradient in
      let passed = Tensor(size) { target in
        withScalars(gradient) { operation.backward(outputGradient: $0, memory: kept, into: target) }
      }
      return [passed, passed]
    }
  }
}
