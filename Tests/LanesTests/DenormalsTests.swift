import Testing

@testable import Lanes

@Suite struct DenormalsTests {
  @Test func denormalNumbersBecome0() {
    let least = Float.leastNormalMagnitude
    #expect(
      [least.nextDown, -least.nextDown, .leastNonzeroMagnitude, 0].allSatisfy { flushed($0) == 0 })
    #expect([least, -least, 1, -.infinity].allSatisfy { flushed($0) == $0 })
    #expect(flushed(.nan).isNaN)
  }
}
