/// The sum of two batches of images and 2×2 max pooling of it, a band of rows at a time: the sum is never
/// stored.
package struct PooledSum: Sendable {
  package let images: ImageBatch

  package init(images: ImageBatch) { self.images = images }

  private var line: Int { images.width * images.channels }
  private var pooledLine: Int { images.width / 2 * images.channels }
  private var pairs: Int { images.height / 2 }

  /// Writes the largest scalar of each window of `x + y`.
  ///
  /// - Returns: With `keeping`, what `backward` needs.
  package func forward(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    keeping: Bool
  ) -> ConvolutionMemory {
    var memory = ConvolutionMemory()
    if keeping { memory.winners = PooledBuffer(count: (images.count * pairs * pooledLine + 3) / 4) }
    let winners = memory.winners?.bytes
    let pool = HalvingPool(height: 2, width: images.width, channels: images.channels)
    Threads.forEach(images.count) { image in
      withScratch(2 * line) { sum in
        for pair in 0..<pairs {
          let source = image * images.imageSize + 2 * pair * line
          let target = (image * pairs + pair) * pooledLine
          for i in 0..<2 * line { sum[i] = x[source + i] + y[source + i] }
          pool.pool(
            sum, rectifies: false, into: output + target, winners: winners.map { $0 + target })
        }
      }
    }
    return memory
  }

  /// Writes the gradient of either batch: each output's to the winner of its window, and 0 elsewhere.
  package func backward(
    outputGradient: UnsafePointer<Float>, memory: ConvolutionMemory,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    guard let winners = memory.winners else { fatalError("PooledSum: the winners were not kept") }
    let pool = HalvingPool(height: images.height, width: images.width, channels: images.channels)
    Threads.forEach(images.count) { image in
      let place = image * pairs * pooledLine
      pool.unpool(
        outputGradient + place, winners: winners.bytes + place,
        into: gradient + image * images.imageSize)
    }
  }
}
