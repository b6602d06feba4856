import OneShot

extension Job {
  /// A batch of random ones of 2000 pictures in memory, each a random part of its own, mirrored or not,
  /// with other colors, as 84×84×3 values that a network takes.
  static func augment(images count: Int, size: Int) -> Job {
    let dataset = ImageDataset.blocks(count: 2000, size: size)
    var random = SeededGenerator(seed: 1)
    return Job(items: count, unit: "images") {
      let indices = (0..<count).map { _ in Int.random(in: 0..<dataset.count, using: &random) }
      _ = dataset.images(
        at: indices, height: 84, width: 84, distortion: .photographs, using: &random)
    }
  }
}

extension ImageDataset {
  /// Pictures of colored blocks of 7×7 pixels, the same as the peers'.
  static func blocks(count: Int, size: Int) -> ImageDataset {
    let format = ImageFormat(height: size, width: size, channels: 3, values: .imageNet)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * format.byteCount)
    for image in 0..<count {
      for row in 0..<size {
        for column in 0..<size {
          for channel in 0..<3 {
            pixels.append(block(image, row / 7, column / 7, channel))
          }
        }
      }
    }
    return ImageDataset(name: "blocks", format: format, groups: [], classes: [], pixels: pixels)
  }

  private static func block(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> UInt8 {
    let number = image * 7919 + row * 104_729 + column * 1_299_709 + channel * 15_485_863
    return UInt8(truncatingIfNeeded: (number &* 2_654_435_761) >> 24)
  }
}
