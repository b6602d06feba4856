import OneShot

/// A dataset whose 2×2 images say what they are: the first pixel is the class, the second the drawer.
///
/// - Parameters:
///   - groups: The number of classes of each group.
///   - drawers: The number of images of each class.
func numberedImages(groups: [Int], drawers: Int) -> ImageDataset {
  var classes: [ImageDataset.Class] = []
  var pixels: [UInt8] = []
  for (group, count) in groups.enumerated() {
    for number in 0..<count {
      let images = (0..<drawers).map { classes.count * drawers + $0 }
      for drawer in 0..<drawers { pixels += [UInt8(classes.count), UInt8(drawer), 0, 0] }
      classes.append(.init(name: "class\(number)", group: group, images: images))
    }
  }
  return ImageDataset(
    name: "numbered images", height: 2, width: 2,
    groups: groups.indices.map { "group\($0)" }, classes: classes, pixels: pixels)
}

extension ImageDataset {
  /// The class, drawer and group of each image of a `numberedImages` dataset.
  func labels(_ image: Int) -> (position: Int, drawer: Int, group: Int) {
    let position = Int(pixels[image * 4])
    return (position, Int(pixels[image * 4 + 1]), classes[position].group)
  }
}

/// Scores by a function of the two images' first two pixels, (class, drawer).
struct LabelScorer: PairScorer {
  let name = "label"
  let score: @Sendable (_ query: (Int, Int), _ support: (Int, Int)) -> Float

  func embed(_ images: Tensor) -> Tensor { images.flattened().slice(0..<2, axis: 1) }

  func scores(of a: Tensor, with b: Tensor) -> Tensor {
    let (queries, supports) = (labels(a), labels(b))
    return Tensor(
      queries.flatMap { query in supports.map { score(query, $0) } },
      shape: [queries.count, supports.count])
  }

  private func labels(_ rows: Tensor) -> [(Int, Int)] {
    (0..<rows.shape[0]).map {
      let row = rows[$0].scalars
      return (Int((row[0] * 255).rounded()), Int((row[1] * 255).rounded()))
    }
  }

  static let perfect = LabelScorer { $0.0 == $1.0 ? 1 : 0 }
}
