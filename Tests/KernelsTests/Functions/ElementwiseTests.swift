import Basics
import Lanes
import Testing

@testable import Kernels

@Suite struct ElementwiseTests {
  /// A function that the library does not have: this type is all that it takes.
  private struct Gaussian: ElementwiseFunction {
    func value(_ x: Float) -> Float { expf(-x * x) }
    func slope(_ x: Float) -> Float { -2 * x * expf(-x * x) }
  }

  /// Several pieces, the last of them short.
  private let count = 70_001

  @Test func aFunctionOfOnesOwn() {
    expectSlopes(of: Gaussian(), at: [-1, 0, 0.5, 2])
    let (x, g) = (scattered(count), scattered(count, seed: 2))
    #expect(filled(count) { Gaussian().map(x, into: $0, count: count) } == x.map(Gaussian().value))
    let dx = filled(count) { Gaussian().pullBack(g, operand: x, into: $0, count: count) }
    #expect(dx == zip(x, g).map { Gaussian().slope($0) * $1 })
  }

  @Test func writesOverItsInput() {
    let x = scattered(count)
    var y = x
    y.withUnsafeMutableBufferPointer { y in
      if let base = y.baseAddress { Square().map(base, into: base, count: count) }
    }
    #expect(y == x.map { $0 * $0 })
  }

  @Test func aSlopeOf0LetsNothingThrough() {
    let g: [Float] = [.infinity, .nan, -.infinity]
    let y: [Float] = [0, 0, 2]
    #expect(
      filled(3) { ReLU().pullBack(g, operand: y, into: $0, count: 3) } == [0, 0, -.infinity])
  }

  @Test func nothingStaysNothing() {
    #expect(filled(0) { Square().map([], into: $0, count: 0) } == [])
  }
}
