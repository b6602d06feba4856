import Testing

@testable import OneShot

@Suite struct ClassChangeTests {
  @Test func whatCannotBeDoneIsSaid() throws {
    var classes = EnrolledClasses(rule: .meanScore)
    var places = ClassPlaces()
    classes.apply(.add([("b", .zeros([2, 3])), ("c", .zeros([1, 3]))]), places: &places)
    func refusal(_ change: ClassChange) -> ClassifierError? {
      do throws(ClassifierError) {
        try classes.check(change, places: places)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(.remove("a")) == .unknownLabel("a", known: ["b", "c"]))
    #expect(refusal(.removeExample("a", 0)) == .unknownLabel("a", known: ["b", "c"]))
    let outside = ClassifierError.outOfRange(
      setting: "an example of 'b'", found: "2", expected: "from 0 to 1")
    #expect(refusal(.removeExample("b", 2)) == outside)
    #expect(refusal(.removeExample("b", 1)) == nil && refusal(.removeAll) == nil)
    // With the last example its class goes.
    classes.apply(.removeExample("c", 0), places: &places)
    #expect(classes.labels == ["b"] && places["c"] == nil)
  }
}
