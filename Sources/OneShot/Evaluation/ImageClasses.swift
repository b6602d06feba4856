import Datasets

/// The class of each image of a dataset.
struct ImageClasses {
  private let classes: [Int: Int]
  private let dataset: ImageDataset

  init(_ dataset: ImageDataset) {
    self.dataset = dataset
    let pairs = dataset.classes.enumerated().flatMap { position, entry in
      entry.images.map { ($0, position) }
    }
    classes = Dictionary(pairs) { first, _ in first }
  }

  /// The position of the image's class in the dataset; an image of no class is a programming error.
  subscript(image: Int) -> Int {
    guard let position = classes[image] else {
      fatalError("\(dataset.name): image \(image) is of none of its classes")
    }
    return position
  }

  /// `group/class`.
  func name(of position: Int) -> String { dataset.fullName(of: dataset.classes[position]) }
}
