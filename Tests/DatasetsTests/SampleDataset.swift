import Datasets
import Tensor

/// A dataset of random pixels: in each group `classes` classes of `drawers` images each.
func sampleDataset(
  groups: [String] = ["Greek", "Latin", "Korean"], classes: Int = 2, drawers: Int = 3,
  height: Int = 5, width: Int = 5, seed: UInt64 = 1
) -> ImageDataset {
  var random = SeededGenerator(seed: seed)
  let count = groups.count * classes
  return ImageDataset(
    name: "sample", height: height, width: width, groups: groups,
    classes: (0..<count).map { index in
      .init(
        name: "class0\(index % classes + 1)", group: index / classes,
        images: Array(index * drawers..<(index + 1) * drawers))
    },
    pixels: (0..<count * drawers * height * width).map { _ in UInt8(random.next() >> 56) })
}

/// The bytes of one image.
func pixels(_ dataset: ImageDataset, _ image: Int) -> [UInt8] {
  let size = dataset.height * dataset.width
  return Array(dataset.pixels[image * size..<(image + 1) * size])
}
