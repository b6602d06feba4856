import DatasetFiles
import Datasets
import Testing

@Suite struct KochSplitTests {
  private func alphabets(_ count: Int, drawers: Int = 20, seed: UInt64) -> ImageDataset {
    Glyphs(alphabets: count, characters: 2, drawers: drawers, seed: seed).dataset(size: 8)
  }

  @Test func partsShareNeitherAlphabetsNorDrawers() throws {
    let split = try KochSplit(
      background: alphabets(30, seed: 1), evaluation: alphabets(20, seed: 2), seed: 1)
    #expect(split.training.groups.count == 30)
    #expect(split.training.classes.allSatisfy { $0.images.count == 12 })
    #expect(split.validation.groups.count == 10 && split.test.groups.count == 10)
    #expect(Set(split.validation.groups).isDisjoint(with: split.test.groups))
    #expect(split.validation.classes.allSatisfy { $0.images.count == 4 })
    let other = try KochSplit(
      background: alphabets(30, seed: 1), evaluation: alphabets(20, seed: 2), seed: 2)
    #expect(other.test.groups != split.test.groups)
  }

  @Test func tooLittleIsRefused() {
    #expect(throws: DatasetError.self) {
      try KochSplit(background: alphabets(2, seed: 1), evaluation: alphabets(19, seed: 2), seed: 1)
    }
    #expect(throws: DatasetError.self) {
      try KochSplit(
        background: alphabets(2, drawers: 11, seed: 1), evaluation: alphabets(20, seed: 2), seed: 1)
    }
  }
}
