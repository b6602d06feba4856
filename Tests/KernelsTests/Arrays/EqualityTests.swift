import Testing

@testable import Kernels

@Suite struct EqualityTests {
  private func equal(_ a: [Float], _ b: [Float]) -> Bool {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { areEqual(a, $0) } }
  }

  @Test func comparesScalars() {
    #expect(equal([1, 2, 0], [1, 2, -0.0]))
    #expect(!equal([1, 2], [1, 3]))
    #expect(!equal([1, 2], [1]))
    #expect(!equal([.nan], [.nan]))
    #expect(equal([], []))
  }
}
