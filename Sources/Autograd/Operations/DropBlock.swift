import Basics
import Kernels
import Tensor

extension Tensor {
  /// While a gradient is recorded, square blocks of the pixels of each channel are set to 0, about
  /// `rate` of all, and the rest is scaled so that the sum of the mask stays; otherwise the tensor
  /// itself.
  ///
  /// Ghiasi, Lin and Le, "DropBlock: a regularization method for convolutional networks", 2018,
  /// algorithm 1 and eq. 1, each channel with blocks of its own.
  ///
  /// - Parameters:
  ///   - rate: The part of the scalars that is dropped, in 0 ..< 1; less where blocks overlap.
  ///   - blockSize: Rows and columns of a block; cut to the size of the images.
  public func droppedBlocks(rate: Float, blockSize: Int) -> Tensor {
    require((0..<1).contains(rate), "droppedBlocks: expected a rate in 0..<1, got \(rate)")
    require(blockSize > 0, "droppedBlocks: expected a positive block size, got \(blockSize)")
    require(
      rank == 4, "droppedBlocks: expected images [count, height, width, channels], got \(shape)")
    guard rate > 0, count > 0, let recording = Recording.current else { return self }
    var random = recording.generator(for: "DropBlock")
    let size = Swift.min(blockSize, shape[1], shape[2])
    let places: Shape = [shape[0], shape[1] - size + 1, shape[2] - size + 1, shape[3]]
    let share = Float(shape[1] * shape[2]) / Float(places[1] * places[2])
    let seedRate = rate * share / Float(size * size)
    let seeds = Tensor.uniform(places, using: &random) .< Tensor(seedRate)
    return droppedBlocks(at: seeds, size: size)
  }

  /// The images without the blocks that begin where `seeds`, `[count, rows, columns, channels]`, are
  /// not 0, scaled so that the sum of the mask stays.
  package func droppedBlocks(at seeds: Tensor, size: Int) -> Tensor {
    let images = ImageBatch(
      count: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let mask = Tensor(shape) { target in
      withScalars(seeds) { maskBlocks(seeds: $0, size: size, images: images, into: target) }
    }
    return self * (mask * (Float(count) / Swift.max(1, mask.sum().item)))
  }
}
