import Testing

@testable import Kernels

@Suite struct DecimalTextTests {
  private func read(_ text: String, count: Int, isOneDigitEach: Bool = false) -> [UInt8]? {
    let table: [UInt8] = isOneDigitEach ? [255, 0] : (0...100).map { UInt8($0 * 2) }
    var values = [UInt8](repeating: 0, count: count)
    let isWhole = Array(text.utf8).withUnsafeBufferPointer { x in
      table.withUnsafeBufferPointer { table in
        values.withUnsafeMutableBufferPointer {
          readDecimals(x, isOneDigitEach: isOneDigitEach, table: table, into: $0)
        }
      }
    }
    return isWhole ? values : nil
  }

  @Test func numbersStandBetweenSpaces() {
    #expect(read(" 1\t2\r\n 100\u{B}007 9", count: 4) == [2, 4, 200, 14])
    #expect(read("1 2", count: 2) == [2, 4])
    #expect(read("1 2 rest", count: 2) == [2, 4])
  }

  @Test func commentsArePassedOver() {
    #expect(read("1 # 5 6\n2#x\r3", count: 3) == [2, 4, 6])
  }

  @Test func digitsMayStandTogether() {
    #expect(read("0110 1", count: 5, isOneDigitEach: true) == [255, 0, 0, 255, 0])
    #expect(read("012", count: 3, isOneDigitEach: true) == nil)
  }

  @Test func whatIsMissingOrImpossibleIsNoticed() {
    for text in ["", "1", "1 ", "1 101", "1 -2", "1 x", "1 99999999999999999999999"] {
      #expect(read(text, count: 2) == nil, "\(text)")
    }
  }
}
