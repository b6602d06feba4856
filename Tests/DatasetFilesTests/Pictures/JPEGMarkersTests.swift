import Testing

@testable import DatasetFiles

@Suite struct JPEGMarkersTests {
  private let start: [UInt8] = [0xFF, 0xD8]
  private let end: [UInt8] = [0xFF, 0xD9]
  private let scan: [UInt8] = [0xFF, 0xDA, 0, 3, 9, 1, 2, 0xFF, 0, 0xFF, 0xD0, 3, 0xFF, 0xFF]

  @Test func theEndIsFoundBehindTheData() {
    #expect(JPEGMarkers.hasEnd(start + scan + end))
    #expect(JPEGMarkers.hasEnd(start + scan + [0xFF, 0xC4, 0, 2] + scan + end + [1, 2, 3]))
    #expect(!JPEGMarkers.hasEnd(start + scan))
    #expect(!JPEGMarkers.hasEnd(start + scan + [0xFF]))
    #expect(!JPEGMarkers.hasEnd([]))
  }

  @Test func anEndInsideASegmentDoesNotCount() {
    let thumbnail: [UInt8] = [0xFF, 0xE1, 0, 6] + start + end
    #expect(!JPEGMarkers.hasEnd(start + thumbnail + scan))
    #expect(JPEGMarkers.hasEnd(start + thumbnail + scan + end))
    #expect(!JPEGMarkers.hasEnd(start + [0xFF, 0xE1, 0xFF, 0xFF] + end))
    #expect(!JPEGMarkers.hasEnd(start + [0xFF, 0xE1, 0]))
  }
}
