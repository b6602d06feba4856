import Testing

@testable import Basics

@Suite struct DamageCheckTests {
  private func check(_ pieces: [UInt8]...) -> UInt64 {
    var check = DamageCheck()
    for piece in pieces { piece.withUnsafeBytes { check.add($0) } }
    return check.value
  }

  @Test func noticesEveryChangedBit() {
    let bytes = (0..<21).map { UInt8($0 * 11) }
    let expected = check(bytes)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        #expect(check(damaged) != expected)
      }
    }
  }

  @Test func noticesLengthAndOrder() {
    #expect(check([1, 2, 3]) != check([1, 2, 3, 0]))
    #expect(check([], [1]) != check([1], []))
    #expect(check([1], [2]) != check([1, 2]))
    #expect(check([1, 2]) == check([1, 2]))
  }
}
