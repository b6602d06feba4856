import Tensor
import TestSupport
import Testing

@testable import Datasets

@Suite struct ImageDatasetReadingTests {
  private func photographs(broken: Set<Int> = []) -> ImageDataset {
    ImageDataset(
      name: "numbers",
      format: ImageFormat(
        height: 1, width: 2, values: .photograph(mean: [0.5], deviation: [0.25])),
      groups: [], classes: [], source: NumberedImages(count: 5, broken: broken))
  }

  @Test func photographsAreLessTheirMeanInDeviations() throws {
    let images = try photographs().reading(at: [0, 4])
    #expect(images.shape == [2, 1, 2, 1])
    let expected: [Float] = [-2, -2, (4 / 255 - 0.5) * 4, (8 / 255 - 0.5) * 4]
    #expect(zip(images.scalars, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func imageNetIsTorchvisions() throws {
    let fixture = Fixture("Preprocessing/imageNet")
    let picture = fixture["picture"]
    let data = ImageDataset(
      name: "one", format: ImageFormat(height: 4, width: 5, channels: 3, values: .imageNet),
      groups: [], classes: [], pixels: picture.scalars.map { UInt8($0) })
    expectClose(data.images(at: [0])[0], fixture["torchvision"])
  }

  @Test func aProblemIsThrownOrStops() async {
    #expect(throws: NumberedImages.Broken(position: 3)) {
      try photographs(broken: [3]).reading(at: [1, 3])
    }
    #expect(throws: NumberedImages.Broken(position: 3)) { try photographs(broken: [3]).loaded() }
    await #expect(processExitsWith: .failure) {
      let data = ImageDataset(
        name: "numbers", format: ImageFormat(height: 1, width: 2), groups: [], classes: [],
        source: NumberedImages(count: 5, broken: [1]))
      _ = data.images(at: [1])
    }
  }
}
