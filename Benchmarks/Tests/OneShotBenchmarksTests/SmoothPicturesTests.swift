import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct SmoothPicturesTests {
  @Test func neighborsDifferLittleAndPicturesMuch() {
    let pictures = SmoothPictures(count: 2, size: 60)
    let (first, second) = (pictures.pixels(at: 0), pictures.pixels(at: 1))
    #expect(first.count == 60 * 60 * 3 && first == pictures.pixels(at: 0) && first != second)
    for row in 0..<60 {
      for column in 1..<60 {
        let place = (row * 60 + column) * 3
        // A cell is ten pixels wide.
        #expect(abs(Int(first[place]) - Int(first[place - 3])) <= 26)
      }
    }
    #expect(Set(first).count > 100)
  }

  @Test func classesAreOfAHundred() {
    let dataset = ImageDataset.smooth(count: 250, size: 7)
    #expect(dataset.classes.map(\.images.count) == [100, 100, 50] && !dataset.isInMemory)
  }
}
