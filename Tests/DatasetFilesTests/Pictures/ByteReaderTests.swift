import Testing

@testable import DatasetFiles

@Suite struct ByteReaderTests {
  @Test func numbersComeInBothOrders() {
    var reader = ByteReader([1, 2, 3, 4, 5, 6], at: 1)
    #expect(reader.integer(2) == 0x0302)
    #expect(reader.integer(2, isLittleEndian: false) == 0x0405)
    #expect(reader.rest == 1 && reader.byte() == 6 && reader.rest == 0)
  }

  @Test func nothingIsReadPastTheEnd() {
    var reader = ByteReader([1, 2, 3])
    #expect(reader.bytes(4) == nil && reader.bytes(-1) == nil && reader.integer(4) == nil)
    #expect(reader.position == 0)
    #expect(reader.bytes(3) == [1, 2, 3] && reader.byte() == nil && reader.bytes(0) == [])
    var beyond = ByteReader([1], at: 9)
    #expect(beyond.rest == 0 && beyond.byte() == nil && beyond.bytes(1) == nil)
  }
}
