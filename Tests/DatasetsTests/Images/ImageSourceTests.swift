import Tensor
import Testing

@testable import Datasets

/// Every view of a dataset is the same whether its images lie in memory or not.
@Suite struct ImageSourceTests {
  private struct Stored: ImageSource {
    let size: Int
    let bytes: [UInt8]
    var count: Int { bytes.count / size }
    func pixels(at position: Int) -> [UInt8] {
      Array(bytes[position * size..<(position + 1) * size])
    }
  }

  private func pair(
    channels: Int, values: PixelValues
  ) -> (memory: ImageDataset, source: ImageDataset) {
    var random = SeededGenerator(seed: 3)
    let format = ImageFormat(height: 6, width: 6, channels: channels, values: values)
    let bytes = (0..<12 * format.byteCount).map { _ in UInt8(random.next() >> 56) }
    let classes = (0..<4).map {
      ImageDataset.Class(name: "\($0)", group: $0 / 2, images: [3 * $0, 3 * $0 + 1, 3 * $0 + 2])
    }
    return (
      ImageDataset(
        name: "m", format: format, groups: ["a", "b"], classes: classes, pixels: bytes),
      ImageDataset(
        name: "m", format: format, groups: ["a", "b"], classes: classes,
        source: Stored(size: format.byteCount, bytes: bytes))
    )
  }

  @Test(arguments: [1, 3])
  func viewsOfASourceAreThoseOfMemory(channels: Int) throws {
    let values: PixelValues = channels == 1 ? .ink() : .imageNet
    let (memory, source) = pair(channels: channels, values: values)
    let views: [(ImageDataset) throws -> ImageDataset] = [
      { $0 }, { $0.softened(radius: 1) }, { $0.resized(height: 4, width: 5) },
      { $0.symmetriesAsClasses() }, { $0.symmetriesAsClasses(turns: false) },
      { try $0.selecting(groups: ["b"]) }, { try $0.selecting(drawers: [2, 0]) },
      { try ImageDataset.union([$0, $0.selecting(groups: ["a"])], name: "u") },
      { try $0.splitting(holdingOutClasses: 0.5, seed: 1).kept },
      { $0.softened(radius: 1).resized(height: 3, width: 3).symmetriesAsClasses() },
    ]
    for view in views {
      let (expected, found) = (try view(memory), try view(source))
      #expect(expected.isInMemory && !found.isInMemory)
      #expect(found.format == expected.format && found.classes == expected.classes)
      #expect(found.groups == expected.groups && found.count == expected.count)
      #expect(found.pixels == expected.pixels)
      #expect(try found.loaded().isInMemory && found.loaded().pixels == expected.pixels)
      let positions = [expected.count - 1, 0, expected.count - 1]
      #expect(found.images(at: positions) == expected.images(at: positions))
    }
  }
}
