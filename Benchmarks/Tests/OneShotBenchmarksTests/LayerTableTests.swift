import Foundation
import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct LayerTableTests {
  private let rates = MachineRates(multiplyAdds: 10, bytes: 4)

  @Test func aPartIsBoundByBothDirections() {
    let part = LayerTable.Part(
      name: "", forwardSeconds: 0.5, backwardSeconds: 2, forwardWork: Work(multiplyAdds: 10),
      backwardWork: Work(scalars: 3))
    #expect(part.seconds == 2.5)
    #expect(part.bound(at: rates) == 4)
  }

  @Test func partsFarFromTheirBoundAreBold() {
    func line(_ seconds: Double) -> String {
      let part = LayerTable.Part(
        name: "part", forwardSeconds: seconds, forwardWork: Work(multiplyAdds: 10))
      let table = LayerTable(
        network: .quick, batch: 8, threads: 1, rates: rates, stepSeconds: 10, parts: [part])
      return String(table.description.split(separator: "\n").first { $0.hasPrefix("| part | 1 ") }!)
    }
    #expect(line(1.5) == "| part | 1 | 1.50000 | – | 1.00000 | 1.50 | 15.0 % |")
    #expect(line(1.75) == "| part | 1 | 1.75000 | – | 1.00000 | **1.75** | 17.5 % |")
  }

  @Test func theTableHasEveryPartAndItsShareOfTheStep() throws {
    let table = try LayerTable(of: .quick, images: 8, steps: 1)
    let lines = table.description.split(separator: "\n")
    for part in [
      "conv 3×3, 14×14×16 → 64", "batch norm, relu, pooling, 14×14×64", "optimizer",
      "everything else", "the step",
    ] {
      #expect(lines.contains { $0.hasPrefix("| \(part) | 1 | ") && $0.hasSuffix(" % |") })
    }
    let sum = table.parts.reduce(table.remainder) { $0 + $1.seconds }
    #expect(abs(sum - table.stepSeconds) < 1e-9)
  }

  @Test func everyPartIsEncodedWithItsBound() throws {
    let part = LayerTable.Part(name: "a part", forwardWork: Work(multiplyAdds: 10))
    let table = LayerTable(
      network: .quick, batch: 8, threads: 1, rates: rates, stepSeconds: 10, parts: [part])
    let text = String(decoding: try JSONEncoder().encode(table), as: UTF8.self)
    #expect(text.contains("\"part\":\"a part\"") && text.contains("\"boundSeconds\":1"))
  }
}
