import Testing

@testable import DatasetFiles

@Suite struct LittleEndianTests {
  @Test func theLowestByteIsFirst() {
    let bytes = LittleEndian([9, 1, 2, 3, 4, 0, 0, 0, 0x80])
    #expect(bytes.count == 9 && bytes.bytes(1..<3) == [1, 2])
    #expect(bytes.number(at: 0, 1) == 9 && bytes.number(at: 1, 2) == 0x0201)
    #expect(bytes.number(at: 1, 4) == 0x0403_0201)
  }

  @Test func whatAnIntDoesNotHoldIsItsLargest() {
    #expect(LittleEndian(Array(repeating: 0xFF, count: 8)).number(at: 0, 8) == .max)
  }
}
