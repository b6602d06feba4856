import TestSupport
import Testing

@testable import OneShot

@Suite struct EnrolledClassesTests {
  @Test func labelsAreFoundAgain() throws {
    var classes = EnrolledClasses(rule: .meanScore)
    for (number, label) in ["a", "b", "a", "c", "b", "a"].enumerated() {
      classes.add([(label, .full([1, 2], Float(number)))])
    }
    #expect(classes.entries.map(\.label) == ["a", "b", "c"])
    #expect(["a", "b", "c", "d"].map(classes.shots) == [3, 2, 1, 0])
    try classes.remove("a")
    #expect(["a", "b", "c"].map(classes.shots) == [0, 2, 1])
    classes.add([("c", .zeros([1, 2]))])
    #expect(classes.entries[1].embeddings == Tensor([[3, 3], [0, 0]]))
    try classes.remove("c", example: 0)
    #expect(classes.entries[1].embeddings == Tensor([[0, 0]]))
    #expect(try classes.entry("b").embeddings == Tensor([[1, 1], [4, 4]]))
    #expect(throws: ClassifierError.unknownLabel("a", known: ["b", "c"])) {
      try classes.remove("a")
    }
  }
}
