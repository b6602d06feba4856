import OneShot
import Testing

@Suite struct SamplingErrorTests {
  @Test func messagesSayWhatWasFoundAndWhatIsNeeded() {
    let cases: [(SamplingError, String)] = [
      (
        .tooFewClasses(group: "Greek", found: 24, needed: 30, purpose: "a 30-way task"),
        "group Greek has 24 classes, a 30-way task needs 30"
      ),
      (
        .tooFewClassesInAll(dataset: "Omniglot", found: 1, needed: 2, purpose: "a pair"),
        "Omniglot has 1 class, a pair needs 2"
      ),
      (
        .tooFewGroups(dataset: "Omniglot", found: 8, needed: 9, purpose: "a batch"),
        "Omniglot has 8 groups, a batch needs 9"
      ),
      (
        .tooFewImages(className: "Greek/class01", found: 1, needed: 2, purpose: "a pair"),
        "class Greek/class01 has 1 image, a pair needs 2"
      ),
      (.tooSmall(size: "ways", found: 0, minimum: 1), "ways must be at least 1, got 0"),
    ]
    for (error, message) in cases { #expect(error.description == message) }
  }
}
