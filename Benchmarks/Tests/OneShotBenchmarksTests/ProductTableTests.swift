import Testing

@testable import OneShotBenchmarks

@Suite struct ProductTableTests {
  @Test func theTableHasEveryShapeAndTheWhole() throws {
    let table = try ProductTable(of: [.quick], tries: 1, seconds: 0)
    #expect(table.rows.map(\.columns) == [64, 64, 128])
    #expect(table.rows.allSatisfy { $0.rates["OneShot"]! > 0 && $0.rates["OpenBLAS"]! > 0 })
    let lines = table.description.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("| quick | 36 × (32 × 16 × 64) | 25 % | ") })
    #expect(lines.last?.hasPrefix("| quick | all | 100 % | ") == true)
  }
}
