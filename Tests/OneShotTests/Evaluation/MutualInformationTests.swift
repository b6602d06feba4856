import OneShot
import TestSupport
import Testing

@Suite struct MutualInformationTests {
  @Test(arguments: Fixture.cases(of: "RetrievalMetrics", startingWith: "information"))
  func agreesWithScikitLearn(_ fixture: Fixture) {
    let (a, b) = (fixture.integers("a"), fixture.integers("b"))
    let expected = Double(fixture.text("nmi"))!
    #expect(abs(normalizedMutualInformation(a, b) - expected) < 1e-12)
    #expect(abs(normalizedMutualInformation(b, a) - expected) < 1e-12)
  }

  @Test func oneClassOfEverythingAgreesWithItself() {
    #expect(normalizedMutualInformation([3, 3], [1, 1]) == 1)
    #expect(normalizedMutualInformation([], []) == 1)
  }

  @Test func stopsAtOtherNumbers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = normalizedMutualInformation([0, 1], [0])
    }
    #expect(message(of: result).contains("2 and 1 classes of things"))
  }
}
