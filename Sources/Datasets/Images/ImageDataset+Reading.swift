import Basics
import Kernels
import Tensor

extension ImageDataset {
  /// Whether all images lie in memory; others are read when they are asked for.
  public var isInMemory: Bool { store.memory != nil }

  /// The bytes of all images, image by image, row by row; those that are not in memory are read, and a
  /// problem with one stops the program.
  public var pixels: [UInt8] {
    store.memory ?? orStop { try store.bytes(at: Array(0..<count)) }
  }

  /// The bytes of one image, row by row.
  package func bytes(ofImage position: Int) -> [UInt8] {
    requireImages(at: [position])
    return orStop { try store.pixels(at: position) }
  }

  /// The same dataset with all images in memory.
  ///
  /// - Throws: What the source of the images throws.
  public func loaded() throws -> ImageDataset {
    if isInMemory { return self }
    let pixels = try store.bytes(at: Array(0..<count))
    return replacingImages(with: ImageStore(pixels, size: format.byteCount), of: format)
  }

  /// The images at the given positions as `[count, height, width, channels]`, as a network is to see
  /// them: ink from 0 for paper to 1, photographs less their mean in deviations.
  ///
  /// Where images are not in memory a problem with one stops the program; `reading(at:)` throws it.
  public func images(at positions: [Int]) -> Tensor { orStop { try reading(at: positions) } }

  /// The images at the given positions, as `images(at:)` gives them.
  ///
  /// - Throws: What the source of the images throws; of images in memory nothing.
  public func reading(at positions: [Int]) throws -> Tensor {
    requireImages(at: positions)
    let table = valueTable
    return try store.withBytes(of: positions) { bytes, places in
      Tensor(imageShape.prepending(positions.count)) { target in
        lookUp(bytes, indices: places, width: format.byteCount, in: table, into: target)
      }
    }
  }

  /// What a byte of each channel is to a network.
  private var valueTable: ByteTable {
    ByteTable(format.values.scales(channels: channels).map { ($0.factor, $0.shift) })
  }

  /// Stops if a position is not that of an image.
  func requireImages(at indices: [Int]) {
    let images = 0..<count
    for index in indices {
      require(
        images.contains(index), "ImageDataset \(name): no image \(index), it has \(images.count)")
    }
  }

  /// What `body` gives; stops with what it throws.
  func orStop<Result>(_ body: () throws -> Result) -> Result {
    do {
      return try body()
    } catch {
      fatalError("ImageDataset \(name): \(error)")
    }
  }
}
