import Basics
import Kernels
import Tensor

extension Tensor {
  /// The mean of each of `height` × `width` bins, channel by channel: bin i of n along an axis of s
  /// pixels is ⌊i s / n⌋ ..< ⌈(i + 1) s / n⌉, as in PyTorch, so that bins overlap where n does not divide
  /// s.
  ///
  /// - Returns: `[count, height, width, channels]` for images of any size.
  public func adaptiveAveragePooled(height: Int, width: Int) -> Tensor {
    require(
      rank == 4 && shape[1] > 0 && shape[2] > 0,
      "adaptiveAveragePooled: expected images [count, height, width, channels], got \(shape)")
    require(
      height > 0 && width > 0,
      "adaptiveAveragePooled: expected a positive size, got \(height) × \(width)")
    let pooling = AdaptivePooling(
      images: ImageBatch(
        count: shape[0], height: shape[1], width: shape[2], channels: shape[3]),
      output: Extent(height: height, width: width))
    let (source, target) = (shape, Shape([shape[0], height, width, shape[3]]))
    return mapped { images in
      Tensor(target) { target in
        withScalars(images) { pooling.average(input: $0, output: target) }
      }
    } adjoint: { gradient in
      Tensor(source) { target in
        withScalars(gradient) {
          pooling.averageGradient(outputGradient: $0, inputGradient: target)
        }
      }
    }
  }
}
