import Basics
import Kernels

/// The images of a dataset, shared by its copies: bytes in memory, or a source that is asked for them.
package final class ImageStore: Sendable {
  private enum Place {
    case memory([UInt8])
    case source(any ImageSource)
  }

  private let place: Place
  /// The bytes of an image.
  package let size: Int
  /// The number of images.
  package let count: Int

  init(_ pixels: [UInt8], size: Int) {
    place = .memory(pixels)
    self.size = size
    count = pixels.count / max(1, size)
  }

  init(_ source: any ImageSource, size: Int) {
    place = .source(source)
    self.size = size
    count = source.count
  }

  /// The bytes of all images; nil if they are not in memory.
  var memory: [UInt8]? {
    if case .memory(let pixels) = place { pixels } else { nil }
  }

  /// Calls `body` with bytes and, for each of the given positions, the position of that image in them.
  func withBytes<Result>(
    of positions: [Int], _ body: (UnsafeBufferPointer<UInt8>, [Int]) throws -> Result
  ) throws -> Result {
    switch place {
    case .memory(let pixels):
      return try pixels.withUnsafeBufferPointer { try body($0, positions) }
    case .source(let source):
      let distinct = Array(Set(positions)).sorted()
      let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
      let bytes = try read(distinct, of: source)
      return try bytes.withUnsafeBufferPointer { try body($0, positions.map { places[$0]! }) }
    }
  }

  /// The bytes of the images at the given positions, one after another.
  package func bytes(at positions: [Int]) throws -> [UInt8] {
    switch place {
    case .source(let source): return try read(positions, of: source)
    case .memory(let pixels):
      return [UInt8](unsafeUninitializedCapacity: positions.count * size) { target, count in
        count = positions.count * size
        guard let base = target.baseAddress else { return }
        pixels.withUnsafeBufferPointer {
          gatherBytes($0, indices: positions, width: size, into: base)
        }
      }
    }
  }

  /// Reads by several threads; of several problems the first one's is thrown.
  private func read(_ positions: [Int], of source: any ImageSource) throws -> [UInt8] {
    let problems = Lock<[Int: any Error]>([:])
    let bytes = [UInt8](unsafeUninitializedCapacity: positions.count * size) { target, count in
      count = positions.count * size
      guard let base = target.baseAddress else { return }
      Threads.forEach(positions.count) { index in
        do {
          let image = try source.pixels(at: positions[index])
          require(
            image.count == size,
            "ImageSource: expected \(size) bytes of image \(positions[index]), got \(image.count)")
          image.withUnsafeBufferPointer {
            (base + index * size).update(from: $0.baseAddress!, count: size)
          }
        } catch {
          problems.withLock { $0[index] = error }
        }
      }
    }
    if let first = problems.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
    return bytes
  }
}

extension ImageStore: ImageSource {
  package func pixels(at position: Int) throws -> [UInt8] {
    if case .source(let source) = place { return try source.pixels(at: position) }
    return try bytes(at: [position])
  }
}
