import Basics
import Testing

@testable import Kernels

@Suite struct SoftmaxTests {
  private let rows = 3
  private let columns = 5

  @Test func agreesWithTheDefinition() {
    let (x, g) = (scattered(15).map { $0 * 40 }, scattered(15, seed: 2))
    let y = filled(15) { logSoftmax(x, rows: rows, columns: columns, into: $0) }
    let dx = filled(15) {
      logSoftmaxGradient(y, gradient: g, rows: rows, columns: columns, into: $0)
    }
    for i in 0..<15 {
      let row = (i / columns * columns)..<(i / columns + 1) * columns
      let total = x[row].reduce(0.0) { $0 + exp(Double($1)) }
      let expected = Double(x[i]) - log(total)
      #expect(abs(Double(y[i]) - expected) < 1e-4)
      let slope = Double(g[i]) - exp(expected) * Double(g[row].reduce(0, +))
      #expect(abs(Double(dx[i]) - slope) < 1e-4)
    }
  }
}
