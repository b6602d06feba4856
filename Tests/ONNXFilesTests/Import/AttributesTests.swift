import Testing

@testable import ONNXFiles

@Suite struct AttributesTests {
  @Test func areReadByNameAndType() throws {
    let stored: [String: ONNXAttribute] = [
      "a": .int(3), "b": .float(0.5), "c": .string("x"), "d": .ints([1, 2]),
    ]
    let attributes = try Attributes(stored.map { $1.stored(as: $0) })
    #expect(try attributes.int("a", or: 1) == 3)
    #expect(try attributes.int("none", or: 1) == 1)
    #expect(try attributes.float("b", or: 1) == 0.5)
    #expect(try attributes.string("c", or: "") == "x")
    #expect(try attributes.ints("d") == [1, 2])
    #expect(try attributes.sizes("d", count: 2, atLeast: 1) == [1, 2])
    #expect(throws: GraphProblem.self) { try attributes.int("b") }
    #expect(throws: GraphProblem.self) { try attributes.sizes("d", count: 2, atLeast: 2) }
    #expect(throws: GraphProblem.self) { try attributes.sizes("d", count: 1, atLeast: 0) }
    #expect(throws: GraphProblem.self) {
      try Attributes([ONNXAttribute.int(1).stored(as: "a"), ONNXAttribute.int(2).stored(as: "a")])
    }
  }
}
