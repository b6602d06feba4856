import Kernels

/// Chosen images of several stores, one after another.
struct JoinedImages: ImageSource {
  private let images: [(store: ImageStore, position: Int)]

  init(_ parts: [(store: ImageStore, positions: [Int])]) {
    images = parts.flatMap { part in part.positions.map { (part.store, $0) } }
  }

  var count: Int { images.count }

  func pixels(at position: Int) throws -> [UInt8] {
    let image = images[position]
    return try image.store.pixels(at: image.position)
  }
}

/// What a function makes of the images of a store, one by one.
struct MappedImages: ImageSource {
  let store: ImageStore
  let transform: @Sendable (UnsafeBufferPointer<UInt8>) -> [UInt8]

  var count: Int { store.count }

  func pixels(at position: Int) throws -> [UInt8] {
    try store.pixels(at: position).withUnsafeBufferPointer { transform($0) }
  }
}

extension ImageStore {
  /// Chosen images of several stores: copied if all of them lie in memory, else read when asked for.
  static func joining(
    _ parts: [(store: ImageStore, positions: [Int])], size: Int
  ) -> ImageStore {
    guard parts.allSatisfy({ $0.store.memory != nil }) else {
      return ImageStore(JoinedImages(parts), size: size)
    }
    let images = parts.reduce(0) { $0 + $1.positions.count }
    let pixels = [UInt8](unsafeUninitializedCapacity: images * size) { target, count in
      count = images * size
      guard var next = target.baseAddress else { return }
      for part in parts {
        part.store.memory?.withUnsafeBufferPointer {
          gatherBytes($0, indices: part.positions, width: size, into: next)
        }
        next += part.positions.count * size
      }
    }
    return ImageStore(pixels, size: size)
  }

  /// What a function makes of the images, which it is given in any number, of `size` bytes each: at once
  /// if they lie in memory, else when asked for.
  func mapped(
    toSize size: Int,
    _ transform: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> [UInt8]
  ) -> ImageStore {
    guard let memory else {
      return ImageStore(MappedImages(store: self, transform: transform), size: size)
    }
    return ImageStore(memory.withUnsafeBufferPointer { transform($0) }, size: size)
  }
}
