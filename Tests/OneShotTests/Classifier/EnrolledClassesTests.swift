import TestSupport
import Testing

@testable import OneShot

@Suite struct EnrolledClassesTests {
  @Test(arguments: ShotRule.allCases) func labelsAreFoundAgain(_ rule: ShotRule) throws {
    var classes = EnrolledClasses(rule: rule)
    var places = ClassPlaces()
    for (number, label) in ["a", "b", "a", "c", "b", "a"].enumerated() {
      classes.add([(label, .full([1, 2], Float(number)))], places: &places)
    }
    #expect(classes.labels == ["a", "b", "c"] && classes.numbers == [0, 1, 2])
    #expect(["a", "b", "c", "d"].map { places[$0] } == [0, 1, 2, nil])
    #expect((0..<3).map { classes[$0].shots } == [3, 2, 1] && classes.examples == 6)
    classes.remove(0, places: &places)
    #expect(places["a"] == nil && classes.numbers == [1, 2] && classes.count == 2)
    classes.add([("c", .zeros([1, 2]))], places: &places)
    #expect(classes.embeddings(of: 2) == Tensor([[3, 3], [0, 0]]))
    classes.remove(2, example: 0)
    #expect(classes.embeddings(of: 2) == Tensor([[0, 0]]))
    #expect(classes.embeddings(of: 1) == Tensor([[1, 1], [4, 4]]))
    classes.add([("a", .full([3, 2], 7)), ("b", .full([1, 2], 8))], places: &places)
    #expect(classes.labels == ["b", "c", "a"] && classes.examples == 7)
    let compacted = classes.compacted(places: &places)
    #expect(compacted.labels == ["b", "c", "a"] && compacted.numbers == [0, 1, 2])
    #expect(compacted.embeddings(of: 0) == Tensor([[1, 1], [4, 4], [8, 8]]))
    #expect(["a", "b", "c"].map { places[$0] } == [2, 0, 1])
  }

  /// Whatever comes and goes, room is taken for what is there.
  @Test(arguments: ShotRule.allCases) func roomIsMade(_ rule: ShotRule) {
    var classes = EnrolledClasses(rule: rule)
    var places = ClassPlaces()
    func change(_ change: ClassChange) {
      classes.apply(change, places: &places)
      if classes.isSparse { classes = classes.compacted(places: &places) }
    }
    change(.add((0..<100).map { ("class \($0)", .full([2, 2], Float($0))) }))
    for number in 0..<2000 {
      change(.add([("new", .full([1, 2], Float(number)))]))
      if number % 3 == 2 { change(.remove("new")) }
      #expect(classes.classes.count <= 64 + 2 * classes.count)
      #expect(classes.rows.count <= 64 + 2 * classes.examples + classes.count)
    }
    #expect(classes.count == 101 && classes.examples == 202)
    #expect(classes.labels == (0..<100).map { "class \($0)" } + ["new"])
    change(.removeAll)
    #expect(classes.count == 0 && classes.labels.isEmpty && places["new"] == nil)
  }
}
