import Basics
import Tensor

extension ImageDataset {
  /// The dataset and, beside its classes, classes that nobody drew: the left half of a class joined to the
  /// right half of another one of its group, drawer by drawer.
  ///
  /// Such a class differs from its neighbors by one half alone, as similar characters do, so that a network
  /// that has few classes to learn from learns to look at all of each; turned by
  /// ``symmetriesAsClasses(turns:reflections:)``, upper halves are joined to lower ones as well. Image `i` of
  /// a new class is made of image `i` of both, which should be by one hand. The cut is that of CutMix (Yun et
  /// al., 2019), but what it gives is a class of its own and no mixture of two labels.
  ///
  /// - Parameters:
  ///   - count: How many classes each one gives its left half to, and in a group of so many classes or fewer
  ///     all others; default 1.
  ///   - seed: Determines which halves meet; no two meet twice. Default 0.
  /// - Returns: The dataset with groups such as `Greek·halves` and `Greek·halves·2` added, of classes such as
  ///   `alpha|beta`.
  public func compositesAsClasses(perClass count: Int = 1, seed: UInt64 = 0) -> ImageDataset {
    require(count >= 0, "ImageDataset \(name): \(count) composites for each class")
    var random = SeededGenerator(seed: seed, "composites")
    var (groups, classes, pairs) = (groups, classes, [CompositeImages.Pair]())
    for group in self.groups.indices {
      let own = self.classes.filter { $0.group == group }.shuffled(using: &random)
      for step in 1..<max(1, min(count + 1, own.count)) {
        for (place, left) in own.enumerated() {
          let right = own[(place + step) % own.count]
          let first = self.count + pairs.count
          pairs += zip(left.images, right.images).map { CompositeImages.Pair(left: $0, right: $1) }
          classes.append(
            Class(
              name: "\(left.name)|\(right.name)", group: groups.count,
              images: Array(first..<self.count + pairs.count)))
        }
        groups.append(self.groups[group] + "·halves" + (step > 1 ? "·\(step)" : ""))
      }
    }
    let made = CompositeImages(store: store, format: format, pairs: pairs)
    let parts = [(store, Array(0..<self.count)), (made.stored, Array(pairs.indices))]
    return ImageDataset(
      name: name, format: format, groups: groups, classes: classes,
      store: .joining(parts, size: format.byteCount))
  }
}

/// The left halves of images beside the right halves of others.
private struct CompositeImages: ImageSource {
  struct Pair {
    let left: Int
    let right: Int
  }

  let store: ImageStore
  let format: ImageFormat
  let pairs: [Pair]

  var count: Int { pairs.count }

  func pixels(at position: Int) throws -> [UInt8] {
    let pair = pairs[position]
    return joined(try store.pixels(at: pair.left), try store.pixels(at: pair.right))
  }

  private func joined(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    let row = format.width * format.channels
    let half = format.width / 2 * format.channels
    var pixels = right
    for start in stride(from: 0, to: pixels.count, by: max(1, row)) {
      pixels.replaceSubrange(start..<start + half, with: left[start..<start + half])
    }
    return pixels
  }

  /// In memory if the halves are.
  var stored: ImageStore {
    let all = ImageStore(self, size: format.byteCount)
    guard store.memory != nil, let pixels = try? all.bytes(at: Array(pairs.indices)) else {
      return all
    }
    return ImageStore(pixels, size: format.byteCount)
  }
}
