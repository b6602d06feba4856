import Testing

@testable import Basics

/// The check values of the catalogue of such codes.
@Suite struct CyclicCheckTests {
  private let digits = Array("123456789".utf8)

  @Test func sums() {
    #expect(CyclicCheck.crc32.sum(of: digits) == 0xCBF4_3926)
    #expect(CyclicCheck.crc32c.sum(of: digits) == 0xE306_9283)
    #expect(CyclicCheck.crc32.sum(of: []) == 0)
  }
}
