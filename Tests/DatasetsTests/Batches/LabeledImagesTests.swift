import Datasets
import Tensor
import TestSupport
import Testing

@Suite struct LabeledImagesTests {
  @Test func imagesAndLabelsGoTogether() {
    let batch = LabeledImages(images: .zeros([3, 4, 4, 1]), labels: [0, 2, 0])
    #expect(batch.count == 3 && batch.labels == [0, 2, 0])
  }

  @Test func anotherNumberOfLabelsStops() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LabeledImages(images: .zeros([3, 4, 4, 1]), labels: [0])
    }
    #expect(message(of: result).contains("images [3, 4, 4, 1] do not fit 1 labels"))
  }
}
