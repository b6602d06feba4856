import OneShot

/// A dataset whose 2×2 images say what they are: the first pixel is the class, the second the drawer.
///
/// - Parameters:
///   - alphabets: The number of classes of each alphabet.
///   - drawers: The number of images of each class.
func numberedImages(alphabets: [Int], drawers: Int) -> ImageDataset {
  var classes: [ImageDataset.Class] = []
  var pixels: [UInt8] = []
  for (alphabet, count) in alphabets.enumerated() {
    for character in 0..<count {
      let images = (0..<drawers).map { classes.count * drawers + $0 }
      for drawer in 0..<drawers { pixels += [UInt8(classes.count), UInt8(drawer), 0, 0] }
      classes.append(.init(name: "character\(character)", group: alphabet, images: images))
    }
  }
  return ImageDataset(
    name: "numbered images", height: 2, width: 2,
    groups: alphabets.indices.map { "alphabet\($0)" }, classes: classes, pixels: pixels)
}

extension ImageDataset {
  /// The class, drawer and alphabet of each image of a `numberedImages` dataset.
  func labels(_ image: Int) -> (character: Int, drawer: Int, alphabet: Int) {
    let character = Int(pixels[image * 4])
    return (character, Int(pixels[image * 4 + 1]), classes[character].group)
  }
}

/// Scores by a function of the two images' first two pixels, (class, drawer).
struct LabelScorer: OneShotScorer {
  let name = "label"
  let score: @Sendable (_ query: (Int, Int), _ support: (Int, Int)) -> Float

  func represent(_ images: Tensor) -> [(Int, Int)] {
    let pixels = images.flattened()
    return (0..<pixels.shape[0]).map {
      let row = pixels[$0].scalars
      return (Int((row[0] * 255).rounded()), Int((row[1] * 255).rounded()))
    }
  }

  func scores(of queries: [(Int, Int)], against supports: [(Int, Int)]) -> Tensor {
    Tensor(
      queries.flatMap { query in supports.map { score(query, $0) } },
      shape: [queries.count, supports.count])
  }

  static let perfect = LabelScorer { $0.0 == $1.0 ? 1 : 0 }
}
