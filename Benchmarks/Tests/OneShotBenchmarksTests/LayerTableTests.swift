import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct LayerTableTests {
  @Test func ratesCountTwoOperationsForEachMultiplyAdd() {
    let part = LayerTable.Part(
      name: "", forwardSeconds: 0.5, backwardSeconds: 2, multiplyAdds: 1e9, backwardWork: 2)
    #expect(part.forwardRate == 4)
    #expect(part.backwardRate == 2)
    #expect(part.seconds == 2.5)
  }

  @Test func theTableHasEveryPartAndItsShareOfTheStep() throws {
    let table = try LayerTable(images: 2, steps: 1)
    let lines = table.description.split(separator: "\n")
    for part in ["conv 10×10, 64", "conv 7×7, 128", "conv 4×4, 256", "dense 4096", "optimizer"] {
      #expect(lines.contains { $0.hasPrefix("| \(part) | ") && $0.hasSuffix(" % |") })
    }
    let sum = table.parts.reduce(table.remainder) { $0 + $1.seconds }
    #expect(abs(sum - table.stepSeconds) < 1e-9)
  }
}
