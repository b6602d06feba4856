import Layers
import Testing

@Suite struct ArchitectureErrorTests {
  @Test func saysWhereAndWhat() {
    let error = ArchitectureError(found: "a", expected: "b")
    #expect(error.description == "expected b, found a")
    #expect(error.within(["3"]).within(["leg"]).description == "leg.3: expected b, found a")
  }

  @Test func checksSizes() throws {
    try ArchitectureError.check(("units", 1, 1), ("padding", 0, 0))
    let error = #expect(throws: ArchitectureError.self) {
      try ArchitectureError.check(("units", 1, 1), ("padding", -1, 0))
    }
    #expect(error?.description == "expected 0 to 16777216, found padding -1")
    #expect(throws: ArchitectureError.self) {
      try ArchitectureError.check(("units", ArchitectureError.largestSize + 1, 1))
    }
  }

  @Test func checksNumbers() throws {
    try ArchitectureError.check("rate", 0.5, in: 0..<1)
    for rate: Float in [1, -1, .nan, .infinity] {
      #expect(throws: ArchitectureError.self) {
        try ArchitectureError.check("rate", rate, in: 0..<1)
      }
    }
    #expect(throws: ArchitectureError.self) {
      try ArchitectureError.check("epsilon", .infinity, in: Float.leastNonzeroMagnitude...)
    }
  }
}
