import Tensor
import Testing

@testable import Datasets

@Suite struct ImageDatasetTests {
  @Test func imagesAreScalarsFromZeroToOne() {
    let data = sampleDataset(height: 3, width: 4)
    #expect(data.imageShape == [3, 4, 1])
    #expect(data.count == 18)
    let images = data.images(at: [17, 2])
    #expect(images.shape == [2, 3, 4, 1])
    let bytes = pixels(data, 17) + pixels(data, 2)
    #expect(images.scalars == bytes.map { Float($0) / 255 })
  }

  @Test func whatDoesNotFitStopsWithAMessage() async {
    await #expect(processExitsWith: .failure) {
      _ = ImageDataset(
        name: "odd", height: 2, width: 2, groups: [], classes: [], pixels: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = ImageDataset(
        name: "odd", height: 1, width: 1, groups: ["only"],
        classes: [.init(name: "a", group: 1, images: [0])], pixels: [1])
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let data = ImageDataset(
        name: "small", height: 1, width: 1, groups: [], classes: [], pixels: [1, 2])
      _ = data.images(at: [2])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("ImageDataset small: no image 2, it has 2"))
  }

  @Test func classesAreCalledByTheirGroupWhereThereAreSeveral() {
    func labels(_ groups: [String]) -> [String] {
      let data = sampleDataset(groups: groups, classes: 1)
      return data.classes.map { data.label(of: $0) }
    }
    #expect(labels(["rail", "road"]) == ["rail/class01", "road/class01"])
    #expect(labels(["rail"]) == ["class01"])
  }
}
