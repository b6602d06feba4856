import Testing

@testable import OneShot

@Suite struct AlphabetsTests {
  @Test func alphabetsWithoutClassesDoNotCount() throws {
    let alphabets = Alphabets(of: numberedImages(alphabets: [2, 0, 3], drawers: 1))
    #expect(alphabets.members == [[0, 1], [2, 3, 4]])
    #expect(alphabets.alphabetOfClass == [0, 0, 1, 1, 1])
    #expect(throws: SamplingError.self) { try alphabets.requireAlphabets(3, for: "a batch") }
  }

  @Test func theErrorNamesTheAlphabetByItsOwnName() {
    let alphabets = Alphabets(of: numberedImages(alphabets: [5, 0, 3], drawers: 1))
    #expect(
      throws: SamplingError.tooFewCharacters(
        alphabet: "alphabet2", found: 3, needed: 4, purpose: "a task")
    ) { try alphabets.requireCharactersInEach(4, for: "a task") }
  }
}
