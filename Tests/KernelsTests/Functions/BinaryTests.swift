import Testing

@testable import Kernels

@Suite struct BinaryTests {
  private let operations: [(Binary, (Float, Float) -> Float)] = [
    (.add, { $0 + $1 }), (.subtract, { $0 - $1 }), (.multiply, { $0 * $1 }), (.divide, { $0 / $1 }),
    (.maximum, { max($0, $1) }), (.minimum, { min($0, $1) }), (.less, { $0 < $1 ? 1 : 0 }),
    (.lessOrEqual, { $0 <= $1 ? 1 : 0 }), (.greater, { $0 > $1 ? 1 : 0 }),
    (.greaterOrEqual, { $0 >= $1 ? 1 : 0 }), (.equal, { $0 == $1 ? 1 : 0 }),
    (.notEqual, { $0 != $1 ? 1 : 0 }), (.addThenReLU, { max($0 + $1, 0) }),
    (.leakyReLU, { $0 < 0 ? $0 * $1 : $0 }), (.leakyReLUSlope, { $0 > 0 ? 1 : $1 }),
  ]

  @Test(arguments: [(1, 1), (1, 0), (0, 1), (2, 3), (0, 0)])
  func agreesWithTheDefinition(_ a: Int, _ b: Int) {
    let (x, y) = (
      scattered(40).map { $0.rounded() }, scattered(60, seed: 2).map { $0.rounded() + 0.0 }
    )
    for (operation, reference) in operations {
      let found = filled(20) {
        combine(operation, x, y, steps: (a, b), into: $0, 0..<20)
      }
      let expected = (0..<20).map { reference(x[$0 * a], y[$0 * b]) }
      #expect(zip(found, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(operation)")
    }
  }

  @Test func nanWins() {
    for operation in [Binary.maximum, .minimum, .addThenReLU] {
      let found = filled(2) {
        combine(operation, [.nan, 1], [1, .nan], steps: (1, 1), into: $0, 0..<2)
      }
      #expect(found.allSatisfy { $0.isNaN })
    }
  }

  @Test func adds() {
    var sum: [Float] = [1, 2, 3]
    accumulate([10, 20, 30], into: &sum, count: 3)
    #expect(sum == [11, 22, 33])
  }
}
