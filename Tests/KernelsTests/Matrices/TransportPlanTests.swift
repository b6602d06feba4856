import Kernels
import Testing

@Suite struct TransportPlanTests {
  @Test func endsWithTheColumns() {
    let costs: [Float] = [0, 1, 2, 1, 0, 3]
    var plan = [Float](repeating: 0, count: 6)
    transportPlan(
      costs, rows: 3, columns: 2, sharpness: 2, tolerance: 1e-9, steps: 1, into: &plan)
    // After one step the columns are exact and the rows are not.
    #expect(abs(plan[0] + plan[2] + plan[4] - 1.5) < 1e-6)
    #expect(abs(plan[1] + plan[3] + plan[5] - 1.5) < 1e-6)
    #expect(abs(plan[0] + plan[1] - 1) > 1e-3)
    transportPlan(
      costs, rows: 3, columns: 2, sharpness: 2, tolerance: 1e-9, steps: 500, into: &plan)
    for row in 0..<3 { #expect(abs(plan[2 * row] + plan[2 * row + 1] - 1) < 1e-6) }
    // Rows prefer the first column by 1, −1 and 3, of which the prices take 1.
    for (row, share) in [0.5, 0.0179862, 0.9820138].enumerated() {
      #expect(abs(plan[2 * row] - Float(share)) < 1e-6)
    }
  }

  @Test func costsOfEveryPairAlikeShareEqually() {
    var plan = [Float](repeating: 0, count: 6)
    transportPlan(
      [Float](repeating: 7, count: 6), rows: 2, columns: 3, sharpness: 10, tolerance: 1e-9,
      steps: 10, into: &plan)
    for share in plan { #expect(abs(share - 1 / 3) < 1e-6) }
  }
}
