import Kernels
import Testing

@Suite struct LinearAssignmentTests {
  private func cost(_ columns: [Int], _ costs: [Double], _ count: Int) -> Double {
    columns.enumerated().reduce(0) { $0 + costs[$1.offset * count + $1.element] }
  }

  /// All ways to give rows different columns.
  private func assignments(_ rows: Int, _ columns: [Int]) -> [[Int]] {
    if rows == 0 { return [[]] }
    return columns.flatMap { column in
      assignments(rows - 1, columns.filter { $0 != column }).map { [column] + $0 }
    }
  }

  /// Costs from a few whole numbers, so that several assignments are often best.
  @Test(arguments: [(1, 1), (1, 4), (3, 3), (4, 4), (3, 5), (5, 5), (0, 3)])
  func agreesWithTryingAll(rows: Int, columns: Int) {
    var random = SplitMix64(state: 11)
    for _ in 0..<60 {
      let costs = (0..<rows * columns).map { _ in Double(random.next() % 4) - 1 }
      let all = assignments(rows, Array(0..<columns))
      let least = all.map { cost($0, costs, columns) }.min()!
      let best = all.filter { cost($0, costs, columns) == least }
      let found = LinearAssignment(costs, rows: rows, columns: columns)
      #expect(best.contains(found.columns))
      for row in 0..<rows {
        let others = Set(best.map { $0[row] }).subtracting([found.columns[row]])
        #expect(Set(found.alternatives[row]) == others, "\(costs)")
      }
    }
  }
}
