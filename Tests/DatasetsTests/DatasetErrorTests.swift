import Testing

@testable import Datasets

@Suite struct DatasetErrorTests {
  @Test(arguments: [
    (
      DatasetError.unknownGroup("Greek", dataset: "signs", known: ["rail", "road"]),
      "signs has no group 'Greek'; it has rail, road"
    ),
    (
      .tooFewGroups(asked: 1, dataset: "signs", count: 1),
      "signs has 1 group: cannot hold out 1 of them and keep at least one"
    ),
    (
      .unknownDrawer(7, dataset: "signs", class: "road/stop", count: 1),
      "signs has no drawer 7 of road/stop, which has 1 image"
    ),
  ])
  func messagesSpeakOfClassesAndGroups(error: DatasetError, text: String) {
    #expect(error.description == text)
  }

  @Test func ofManyNamesSomeAreShown() {
    let known = (0..<30).map { "g\($0)" }
    let error = DatasetError.unknownGroup("x", dataset: "signs", known: known)
    #expect(error.description.hasSuffix("g18, g19 and 10 more"))
  }
}
