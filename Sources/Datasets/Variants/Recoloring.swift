import Basics
import Kernels

extension ImageDataset {
  /// The dataset with every class in two other colorings: red, green and blue take turns. A recolored thing
  /// is another class, of another group such as `fruit·recolored 1`.
  ///
  /// Up to three times the classes, so that a network learns that things of one shape and different colors
  /// are different things. Classes that are nearly gray, in which hardly anything would change, are not
  /// recolored: to know them each image is read once. Memory grows with the classes.
  ///
  /// - Parameter least: How far the largest channel must be above the smallest on average for a
  ///   class to be recolored, 0 to 255; default 20.
  /// - Throws: What the source of the images throws; of images in memory nothing.
  public func recoloredAsClasses(colorfulness least: Double = 20) throws -> ImageDataset {
    require(
      channels == 3,
      "ImageDataset \(name): expected images of 3 channels to recolor, these have \(channels)")
    let chosen = try classes.filter { try colorfulness(of: $0) >= least }
    let stores = [store] + [1, 2].map { recolored(turns: $0) }
    var (parts, all, next) = ([(store: store, positions: Array(0..<count))], classes, count)
    for turns in 1...2 {
      for entry in chosen {
        parts.append((stores[turns], entry.images))
        all.append(
          Class(
            name: entry.name, group: turns * groups.count + entry.group,
            images: Array(next..<next + entry.images.count)))
        next += entry.images.count
      }
    }
    return ImageDataset(
      name: name, format: format,
      groups: groups + [1, 2].flatMap { turns in groups.map { "\($0)·recolored \(turns)" } },
      classes: all, store: .joining(parts, size: format.byteCount))
  }

  private func colorfulness(of entry: Class) throws -> Double {
    let bytes = try store.bytes(at: entry.images)
    return bytes.withUnsafeBufferPointer { Kernels.colorfulness($0) }
  }

  private func recolored(turns: Int) -> ImageStore {
    store.mapped(toSize: format.byteCount) { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
        count = bytes.count
        guard let base = target.baseAddress else { return }
        rotateChannels(bytes, turns: turns, into: base)
      }
    }
  }
}
