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

  @Test func eachPartHasItsDrawers() throws {
    let (background, evaluation) = (alphabets(30, seed: 1), alphabets(20, seed: 2))
    let split = try KochSplit(background: background, evaluation: evaluation, seed: 1)
    try expect(split.training, of: background, by: 0..<12)
    try expect(split.validation, of: evaluation, by: 12..<16)
    try expect(split.test, of: evaluation, by: 16..<20)
  }

  @Test func theAlphabetsOfTheTestCanBeChosen() throws {
    let (background, evaluation) = (alphabets(3, seed: 1), alphabets(5, seed: 2))
    let chosen = [evaluation.groups[3], evaluation.groups[1]]
    let split = try KochSplit(
      background: background, evaluation: evaluation, testingOn: chosen)
    #expect(Set(split.test.groups) == Set(chosen))
    #expect(Set(split.validation.groups) == Set(evaluation.groups).subtracting(chosen))
    try expect(split.training, of: background, by: 0..<12)
    try expect(split.validation, of: evaluation, by: 12..<16)
    try expect(split.test, of: evaluation, by: 16..<20)
    #expect(throws: DatasetError.self) {
      try KochSplit(background: background, evaluation: evaluation, testingOn: ["Elvish"])
    }
  }

  /// Looks at the images of the first class.
  private func expect(
    _ part: ImageDataset, of whole: ImageDataset, by drawers: Range<Int>
  ) throws {
    let group = try #require(whole.groups.firstIndex(of: part.groups[0]))
    let drawn = try #require(whole.classes.first { $0.group == group })
    #expect(
      part.images(at: part.classes[0].images) == whole.images(at: drawers.map { drawn.images[$0] }))
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
